// By this path alone, as in the guard: TwiML needs no REST client.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Japanese, and Twilio's default Japanese voice: the plan without extra cost. */
const SPEECH = { language: 'ja-JP' } as const;
/** Seconds. */
const BETWEEN = 1;
const FOR_A_KEY = 8;

const KEYS = 'もう一度お聞きになる場合は1を、お心当たりがない場合は9を押してください。';

/** Read until a key is pressed. A machine that keeps it keeps nothing that counts. */
const PROOF =
  'こちらは環境保全研究所の代行システムです。ご案内をお聞きになる場合は1を、お心当たりがない場合は9を押してください。';
/** A company's greeting may go on for a while before anybody listens. */
const PROOF_READINGS = 4;

/**
 * A message, then the keys; a key interrupts at any time.
 * @param sentences each spoken by itself
 * @param times how often they are read before anybody has to press a key
 * @param keyUrl where the pressed key is sent
 */
export function spokenMessage(sentences: readonly string[], times: number, keyUrl: string): string {
  return askingForKey(keyUrl, (gather) => {
    for (let time = 0; time < times; time++) {
      for (const sentence of sentences) gather.say(SPEECH, sentence);
      gather.pause({ length: BETWEEN });
    }
    gather.say(SPEECH, KEYS);
  });
}

/** For a call that a machine is supposed to have answered: nothing secret, and a key that only a person presses. */
export function proofOfPerson(keyUrl: string): string {
  return askingForKey(keyUrl, (gather) => {
    for (let time = 0; time < PROOF_READINGS; time++) {
      gather.say(SPEECH, PROOF);
      gather.pause({ length: BETWEEN });
    }
  });
}

type Gather = ReturnType<VoiceResponse['gather']>;

function askingForKey(keyUrl: string, speak: (gather: Gather) => void): string {
  const response = new VoiceResponse();
  const gather = response.gather({
    numDigits: 1,
    timeout: FOR_A_KEY,
    action: keyUrl,
    method: 'POST',
    input: ['dtmf'],
  });
  speak(gather);
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
