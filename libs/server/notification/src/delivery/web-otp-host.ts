import type { AppConfig } from '@daiko/server-platform';

/** Host that a PIN's SMS names, so that a browser fills the PIN in on our pages only; null where PIN_SMS_WEBOTP is off. */
export function webOtpHost({ values }: AppConfig): string | null {
  return values.PIN_SMS_WEBOTP === 'on' ? new URL(values.PUBLIC_BASE_URL).hostname : null;
}
