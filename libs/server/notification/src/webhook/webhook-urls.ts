import type { AppConfig } from '@daiko/server-platform';

/** Where Twilio asks and reports about one message. No secret in them: every request has to be signed. */
export function webhookUrls(config: AppConfig, notificationId: string) {
  const path = `${publicBase(config)}/api/webhooks/twilio`;
  return {
    voice: `${path}/voice/${notificationId}`,
    key: `${path}/voice/${notificationId}/key`,
    status: `${path}/status/${notificationId}`,
  };
}

/** PUBLIC_BASE_URL without a slash at its end. */
export function publicBase(config: AppConfig): string {
  return config.values.PUBLIC_BASE_URL.replace(/\/+$/, '');
}
