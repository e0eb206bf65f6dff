import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { AppConfig } from './app-config';

/** Classes of entities, as each server lib exports them. */
export type Entities = Type<object>[];

/** How long a process waits for PostgreSQL, in milliseconds. */
export interface DatabasePatience {
  /** For a connection out of the pool, connecting included. */
  connection: number;
  /** For the answer to one statement. */
  statement: number;
}

/** Together below 2 s: a person in front of a browser is told within that time that the service cannot answer. */
export const REQUEST_PATIENCE: DatabasePatience = { connection: 900, statement: 1_000 };
/** Workers have nobody waiting before a screen. */
export const WORK_PATIENCE: DatabasePatience = { connection: 5_000, statement: 30_000 };

/** What a DataSource needs; also used by the migrate step and by tests. */
export function dataSourceOptions(
  config: AppConfig,
  entities: Entities,
  patience: DatabasePatience,
): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.values.DATABASE_URL,
    entities,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    poolSize: config.values.DATABASE_POOL_SIZE,
    connectTimeoutMS: patience.connection,
    extra: { keepAlive: true, query_timeout: patience.statement, application_name: 'daiko' },
  };
}

/** The process's one connection pool. */
@Module({})
export class DatabaseModule {
  static of(entities: Entities, patience: DatabasePatience): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            ...dataSourceOptions(config, entities, patience),
            retryAttempts: 30,
            retryDelay: 1_000,
            verboseRetryLog: false,
          }),
        }),
      ],
    };
  }
}
