import type { Reply } from '../http-server.ts';
import { fault } from './fault.ts';

/*
 * Names and limits after Twilio's published OpenAPI document (twilio-oai, api_v2010, CreateMessage and CreateCall).
 * Twilio ignores names that it does not know; here they are refused, because a misspelt one would pass unnoticed.
 */
const MESSAGE_PARAMETERS =
  `To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery
  ContentRetention AddressRetention SmartEncoded PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms
  ContentVariables RiskCheck From FallbackFrom MessagingServiceSid Body MediaUrl ContentSid`.split(/\s+/);
const CALL_PARAMETERS =
  `To From Method FallbackUrl FallbackMethod StatusCallback StatusCallbackEvent StatusCallbackMethod
  SendDigits Timeout Record RecordingChannels RecordingStatusCallback RecordingStatusCallbackMethod SipAuthUsername
  SipAuthPassword MachineDetection MachineDetectionTimeout RecordingStatusCallbackEvent Trim CallerId
  MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AsyncAmd
  AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod Byoc CallReason CallToken RecordingTrack TimeLimit
  ClientNotificationUrl Url Twiml ApplicationSid`.split(/\s+/);

const E164 = /^\+[1-9]\d{6,14}$/;
/** Japanese mobile numbers: 060, 070, 080, 090. Elsewhere the number does not say it. */
const NO_MOBILE = /^\+81(?![6789]0\d{8}$)/;

type Form = Record<string, string>;
/** The first row whose condition holds is the answer. */
type Check = [wrong: (form: Form) => boolean, code: number, detail?: string];

const isUrl = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text);
const isOutside = (text: string | undefined, least: number, most: number) =>
  text !== undefined && !(/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
const oneOf = (text: string | undefined, ...values: string[]) => text === undefined || values.includes(text);

const MESSAGE_CHECKS: Check[] = [
  [(form) => !form['To'], 21604],
  [(form) => !form['From'] && !form['MessagingServiceSid'], 21603],
  [(form) => !form['Body'] && !form['MediaUrl'] && !form['ContentSid'], 21602],
  [(form) => !E164.test(form['To'] ?? ''), 21211],
  [(form) => NO_MOBILE.test(form['To'] ?? ''), 21614],
  [(form) => (form['Body'] ?? '').length > 1600, 21617],
  [(form) => form['StatusCallback'] !== undefined && !isUrl(form['StatusCallback']), 21609],
  [(form) => isOutside(form['ValidityPeriod'], 1, 36_000), 20001, 'ValidityPeriod'],
  [(form) => !oneOf(form['ContentRetention'], 'retain', 'discard'), 20001, 'ContentRetention'],
  [(form) => !oneOf(form['AddressRetention'], 'retain', 'obfuscate'), 20001, 'AddressRetention'],
  [(form) => !oneOf(form['RiskCheck'], 'enable', 'disable'), 20001, 'RiskCheck'],
];

const CALL_CHECKS: Check[] = [
  [(form) => !form['To'], 21211],
  [(form) => !form['From'], 21213],
  [(form) => !E164.test(form['To'] ?? ''), 21211],
  [(form) => !E164.test(form['From'] ?? ''), 21212],
  [(form) => !form['Twiml'] && !isUrl(form['Url'] ?? ''), 21205],
  [(form) => form['StatusCallback'] !== undefined && !isUrl(form['StatusCallback']), 21609],
  [(form) => isOutside(form['Timeout'], 5, 600), 20001, 'Timeout'],
  [(form) => isOutside(form['TimeLimit'], 1, 86_400), 20001, 'TimeLimit'],
  [(form) => !oneOf(form['MachineDetection'], 'Enable', 'DetectMessageEnd'), 20001, 'MachineDetection'],
];

function check(form: Form, known: string[], checks: Check[]): Reply {
  const stranger = Object.keys(form).find((name) => !known.includes(name));
  if (stranger !== undefined) return fault(400, 20001, `no parameter ${stranger}`);
  const failed = checks.find(([isWrong]) => isWrong(form));
  return failed && fault(400, failed[1], failed[2]);
}

/** Twilio's answer to a wrong message, or undefined when it is acceptable. */
export const messageFault = (form: Form): Reply => check(form, MESSAGE_PARAMETERS, MESSAGE_CHECKS);
/** The same for a call. */
export const callFault = (form: Form): Reply => check(form, CALL_PARAMETERS, CALL_CHECKS);

/** A form body; a name that comes several times (StatusCallbackEvent) is joined with spaces. */
export function readForm(body: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(body)) {
    form[name] = form[name] === undefined ? value : `${form[name]} ${value}`;
  }
  return form;
}
