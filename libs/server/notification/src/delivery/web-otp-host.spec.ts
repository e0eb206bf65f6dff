import { AppConfig } from '@daiko/server-platform';
import { describe, expect, it } from 'vitest';
import { webOtpHost } from './web-otp-host';

describe('the host that a PIN’s SMS names', () => {
  const withSetting = (setting: 'off' | 'on') =>
    ({
      values: { PIN_SMS_WEBOTP: setting, PUBLIC_BASE_URL: 'https://daiko.example:8443/agent/' },
    }) as AppConfig;

  it('is none by default: the announcement’s text goes out as it is', () => {
    expect(webOtpHost(withSetting('off'))).toBeNull();
  });

  it('is that of the public address, without port and path', () => {
    expect(webOtpHost(withSetting('on'))).toBe('daiko.example');
  });
});
