import { AppConfig } from '@daiko/server-platform';

/** Settings of a test: complete, harmless, and whatever the test sets otherwise. */
export function testConfig(overrides: Record<string, string> = {}): AppConfig {
  return new AppConfig({
    APP_ENV: 'development',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    SMTP_URL: 'smtp://127.0.0.1:1',
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
    TWILIO_AUTH_TOKEN: 'token-of-the-stand-in',
    TWILIO_FROM_SMS: '+815012345678',
    TWILIO_FROM_VOICE: '+815012345678',
    SECRET_KEYS: `dev-test:${Buffer.alloc(32, 7).toString('base64')}`,
    PEPPER_KEYS: `dev-test:${Buffer.alloc(32, 8).toString('base64')}`,
    LOG_LEVEL: 'silent',
    PORT: '0',
    OPS_PORT: '0',
    ...overrides,
  });
}
