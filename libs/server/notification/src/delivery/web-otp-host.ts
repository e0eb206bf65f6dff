import type { AppConfig } from '@daiko/server-platform';

/**
 * The host named in the SMS of a PIN, so that a browser fills in the PIN only on our pages; null if PIN_SMS_WEBOTP is
 * off.
 */
export function webOtpHost({ values }: AppConfig): string | null {
  return values.PIN_SMS_WEBOTP === 'on' ? new URL(values.PUBLIC_BASE_URL).hostname : null;
}
