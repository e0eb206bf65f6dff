import type { AppConfig } from '@daiko/server-platform';

/**
 * The addresses at which Twilio asks and reports about one message. They contain no secret: every request is signed.
 */
export function webhookUrls(config: AppConfig, notificationId: string) {
  const path = `${publicBase(config)}/api/webhooks/twilio`;
  return {
    voice: `${path}/voice/${notificationId}`,
    key: `${path}/voice/${notificationId}/key`,
    status: `${path}/status/${notificationId}`,
  };
}

/** PUBLIC_BASE_URL without a slash at the end. */
export function publicBase(config: AppConfig): string {
  return config.values.PUBLIC_BASE_URL.replace(/\/+$/, '');
}
