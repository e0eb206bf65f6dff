import type { TwilioAccount } from './context.ts';
import { elementsOf, parseTwiml, textOf, type TwimlElement } from './twiml.ts';

/** A menu that repeats itself for ever would never end. */
const MOST_DOCUMENTS = 20;
/** What Twilio says when the document cannot be had. */
const APPLICATION_ERROR = 'An application error has occurred. Goodbye.';

/** Twilio's code for a document that it could not fetch. */
const HTTP_RETRIEVAL_FAILURE = '11200';

/** Where to go on: another document, or nowhere. */
interface Next {
  url: string;
  method: string | undefined;
  parameters: Record<string, string>;
}

/** What is said in one call, and the keys that the person presses. */
export class Conversation {
  private readonly spoken: string[] = [];
  private readonly keys: string[];

  private readonly account: TwilioAccount;
  private readonly parameters: Record<string, string>;
  private readonly fallbackUrl: string | undefined;

  /** @param fallbackUrl asked when a document cannot be had or read */
  constructor(
    account: TwilioAccount,
    parameters: Record<string, string>,
    keys: string,
    fallbackUrl?: string,
  ) {
    this.account = account;
    this.parameters = parameters;
    this.keys = [...keys];
    this.fallbackUrl = fallbackUrl;
  }

  /** Plays the document of `url`, or `twiml`, and every document that it leads to. @returns everything spoken, a line each */
  async hold(
    url: string | undefined,
    method: string | undefined,
    twiml: string | undefined,
  ): Promise<string> {
    let next: Next | undefined = { url: url ?? '', method, parameters: {} };
    let document = twiml ?? (await this.fetch(next));
    for (let count = 0; count < MOST_DOCUMENTS; count++) {
      next = this.play(document, next.url);
      if (next === undefined) break;
      document = await this.fetch(next);
    }
    return this.spoken.join('\n');
  }

  private async fetch({ url, method, parameters }: Next): Promise<string> {
    const asked = await this.ask(url, parameters, method);
    if (asked !== undefined) return asked;
    const failed = { ErrorCode: HTTP_RETRIEVAL_FAILURE, ErrorUrl: url };
    const instead = this.fallbackUrl && (await this.ask(this.fallbackUrl, failed, 'POST'));
    return instead ?? `<Response><Say>${APPLICATION_ERROR}</Say></Response>`;
  }

  private async ask(url: string, more: Record<string, string>, method?: string): Promise<string | undefined> {
    const { status, text } = await this.account.request(url, { ...this.parameters, ...more }, method);
    if (status === 204) return '<Response/>';
    return status >= 200 && status < 300 ? text : undefined;
  }

  private play(document: string, url: string): Next | undefined {
    try {
      for (const verb of elementsOf(parseTwiml(document))) {
        const next = this.perform(verb, url);
        if (next !== 'continue') return next;
      }
    } catch {
      this.spoken.push(APPLICATION_ERROR); // as Twilio does with a document that it cannot read
    }
    return undefined;
  }

  private perform(verb: TwimlElement, url: string): Next | 'continue' | undefined {
    switch (verb.name) {
      case 'Say':
        this.say(verb);
        return 'continue';
      case 'Pause':
        return 'continue';
      case 'Gather':
        return this.gather(verb, url);
      case 'Redirect':
        return { url: new URL(textOf(verb), url).href, method: verb.attributes['method'], parameters: {} };
      case 'Hangup':
      case 'Reject':
        return undefined;
      default:
        throw new Error(`TwiML: <${verb.name}> is unknown to the stand-in`);
    }
  }

  private gather(verb: TwimlElement, url: string): Next | 'continue' {
    for (const inner of elementsOf(verb)) if (inner.name === 'Say') this.say(inner);
    const digits = this.keys.shift();
    if (digits === undefined && verb.attributes['actionOnEmptyResult'] !== 'true') return 'continue';
    const action = new URL(verb.attributes['action'] ?? url, url).href;
    return { url: action, method: verb.attributes['method'], parameters: { Digits: digits ?? '' } };
  }

  private say(verb: TwimlElement): void {
    const times = Number(verb.attributes['loop'] ?? 1) || 1;
    for (let count = 0; count < times; count++) this.spoken.push(textOf(verb));
  }
}
