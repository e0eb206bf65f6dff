import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './settings/app-config';
import { SecretDeriver } from './secret-deriver';

/** Provides the settings and the keys from them everywhere. */
@Module({})
export class ConfigModule {
  static of(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: SecretDeriver, useFactory: () => new SecretDeriver(config.values.SECRET_KEYS) },
      ],
      exports: [AppConfig, SecretDeriver],
    };
  }
}
