import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { AppConfig } from '../settings/app-config';
import { connectionConfig, type DatabaseTimeouts } from './database-timeouts';
import { SafeDataSource } from './safe-data-source';
import { SafePool } from './safe-pool';

/** Entity classes, as each server library exports them. */
export type Entities = Type<object>[];

/** Options for a DataSource; the migrate step and tests use them too. */
export function dataSourceOptions(
  config: AppConfig,
  entities: Entities,
  timeouts: DatabaseTimeouts,
): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.values.DATABASE_URL,
    entities,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    poolSize: config.values.DATABASE_POOL_SIZE,
    driver: { Pool: SafePool },
    extra: connectionConfig(config.values.DATABASE_URL, timeouts, 'daiko'),
  };
}

/** The only connection pool of the process. */
@Module({})
export class DatabaseModule {
  static of(entities: Entities, timeouts: DatabaseTimeouts): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            ...dataSourceOptions(config, entities, timeouts),
            retryAttempts: 30,
            retryDelay: 1_000,
            verboseRetryLog: false,
          }),
          dataSourceFactory: openDataSource,
        }),
      ],
    };
  }
}

function openDataSource(options?: DataSourceOptions): Promise<DataSource> {
  if (options === undefined) throw new Error('a data source without options');
  return new SafeDataSource(options).initialize();
}
