import type { Reply } from '../http-server.ts';

const MESSAGES: Record<number, string> = {
  20001: 'Invalid parameter',
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  20500: 'An internal server error has occurred',
  21205: 'Url is not a valid URL',
  21211: "The 'To' number is not a valid phone number",
  21212: "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID",
  21213: "The 'From' number is required",
  21220: 'Invalid call state',
  21602: 'Message body is required',
  21603: "A 'From' phone number is required",
  21604: "A 'To' phone number is required",
  21609: "The 'StatusCallback' URL is not a valid URL",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
};

/** An error as Twilio's API answers it. */
export function fault(status: number, code: number, detail?: string): Reply {
  const message = [MESSAGES[code] ?? 'Error', detail].filter(Boolean).join(': ');
  const more = `https://www.twilio.com/docs/errors/${String(code)}`;
  return { status, body: { code, message, more_info: more, status } };
}

/** The code that Twilio gives with a bare HTTP status. */
export function usualCode(status: number): number {
  return { 401: 20003, 404: 20404, 429: 20429, 500: 20500 }[status] ?? 20001;
}
