// Imported by this path only, as in the guard: TwiML does not need the REST client that the package's entry loads.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Japanese with Twilio's default Japanese voice, which costs nothing extra. */
const SPEECH = { language: 'ja-JP' } as const;
/** Seconds. */
const BETWEEN = 1;
const FOR_A_KEY = 8;

const KEYS = 'もう一度お聞きになる場合は1を、お心当たりがない場合は9を押してください。';

/** The call repeats this text until a key is pressed. It contains no secret, so a machine may record it. */
const PROOF =
  'こちらは環境保全研究所の代行システムです。ご案内をお聞きになる場合は1を、お心当たりがない場合は9を押してください。';
/** How often the text is read: the greeting of a company may go on for a while before a person listens. */
const PROOF_READINGS = 4;

/**
 * Reads the message and then explains the keys. A key interrupts the reading at any time.
 * @param sentences each sentence is spoken separately
 * @param times how often the sentences are read before a key has to be pressed
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

/**
 * The answer for a call that, as Twilio supposes, a machine has picked up. It says nothing secret and asks for a key,
 * which only a person presses.
 */
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

/** Says one sentence and ends the call. */
export function farewell(sentence: string): string {
  const response = new VoiceResponse();
  response.say(SPEECH, sentence);
  response.hangup();
  return response.toString();
}
