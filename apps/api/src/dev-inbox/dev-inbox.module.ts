import { Module } from '@nestjs/common';
import { type AppConfig } from '@daiko/server-platform';
import { DevInboxClient } from './dev-inbox-client';
import { DevInboxController } from './dev-inbox.controller';

/** Import it only when `isOffered`: in production the routes must not exist at all. */
@Module({ controllers: [DevInboxController], providers: [DevInboxClient] })
export class DevInboxModule {
  static isOffered({ inDevelopment, values }: AppConfig): boolean {
    return inDevelopment && values.DEV_INBOX_URL !== undefined;
  }
}
