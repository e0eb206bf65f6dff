import { createHmac } from 'node:crypto';

/** X-Twilio-Signature: HMAC-SHA1 over the exact URL and the form parameters, sorted by name and joined without separators. */
export function twilioSignature(authToken: string, url: string, parameters: Record<string, string>): string {
  const names = Object.keys(parameters).sort();
  const signed = url + names.map((name) => name + (parameters[name] ?? '')).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
