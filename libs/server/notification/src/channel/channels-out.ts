import type { MailerService } from '@nestjs-modules/mailer';
import type { AppConfig } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import type { Channels } from './channel';
import { EmailChannel } from './email';
import { SmsChannel } from './sms';
import { twilioAccounts } from './twilio-account';
import { VoiceChannel } from './voice';

/** All configured providers of every channel. */
export function channelsOut(config: AppConfig, db: DataSource, mailer: MailerService): Channels {
  const { first, second } = twilioAccounts(config);
  return {
    voice: {
      first: new VoiceChannel(first, config, db),
      ...(second && { second: new VoiceChannel(second, config, db) }),
    },
    sms: {
      first: new SmsChannel(first, config, db),
      ...(second && { second: new SmsChannel(second, config, db) }),
    },
    email: {
      first: new EmailChannel(mailer, config, 'first'),
      ...(config.values.SMTP_SECOND_URL && { second: new EmailChannel(mailer, config, 'second') }),
    },
  };
}
