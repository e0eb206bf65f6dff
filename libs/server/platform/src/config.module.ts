import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './settings/app-config';
import { SecretDeriver } from './secret-deriver';

/** Settings and the keys from them, for injection everywhere. */
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
