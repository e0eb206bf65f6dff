// By this path alone, as in the guard: TwiML needs no REST client.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Japanese, and Twilio's default Japanese voice: the plan without extra cost. */
const SPEECH = { language: 'ja-JP' } as const;
/** Seconds. */
const BETWEEN = 1;
const FOR_A_KEY = 8;

const KEYS = 'もう一度お聞きになる場合は1を、お心当たりがない場合は9を押してください。';

/**
 * A message, then the keys; a key interrupts at any time.
 * @param sentences each spoken by itself
 * @param times how often they are read before anybody has to press a key
 * @param keyUrl where the pressed key is sent
 */
export function spokenMessage(sentences: readonly string[], times: number, keyUrl: string): string {
  const response = new VoiceResponse();
  const gather = response.gather({
    numDigits: 1,
    timeout: FOR_A_KEY,
    action: keyUrl,
    method: 'POST',
    input: ['dtmf'],
  });
  for (let time = 0; time < times; time++) {
    for (const sentence of sentences) gather.say(SPEECH, sentence);
    gather.pause({ length: BETWEEN });
  }
  gather.say(SPEECH, KEYS);
  response.hangup();
  return response.toString();
}

/** One sentence, then the call ends. */
export function farewell(sentence: string): string {
  const response = new VoiceResponse();
  response.say(SPEECH, sentence);
  response.hangup();
  return response.toString();
}
