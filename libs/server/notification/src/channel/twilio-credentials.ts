import type { AppConfig } from '@daiko/server-platform';

/** What is needed to use one Twilio account and to recognize its webhooks. */
export interface TwilioCredentials {
  sid: string;
  token: string;
  fromSms: string;
  fromVoice: string;
}

/** The configured accounts. The second takes over while the first fails. This file does not load Twilio's package. */
export function twilioCredentials({ values }: AppConfig): {
  first: TwilioCredentials;
  second?: TwilioCredentials;
} {
  const first = {
    sid: values.TWILIO_ACCOUNT_SID,
    token: values.TWILIO_AUTH_TOKEN,
    fromSms: values.TWILIO_FROM_SMS,
    fromVoice: values.TWILIO_FROM_VOICE,
  };
  const {
    TWILIO_SECOND_ACCOUNT_SID: sid,
    TWILIO_SECOND_AUTH_TOKEN: token,
    TWILIO_SECOND_FROM_SMS: fromSms,
    TWILIO_SECOND_FROM_VOICE: fromVoice,
  } = values;
  return sid && token && fromSms && fromVoice
    ? { first, second: { sid, token, fromSms, fromVoice } }
    : { first };
}
