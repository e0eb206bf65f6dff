import type {
  Passkey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  RecoveryCodes,
} from '@daiko/contracts';
import type { AuthBed } from './auth-bed';
import { Authenticator, type Circumstances } from './authenticator';
import type { Answer, Browser } from './browser';
import { PASSWORD, type Person } from './people';

/** The route that asks for a passkey and receives the answer. */
type Route = 'passkey-sign-ins' | 'passkey-step' | 'session/passkey-step-up';

/** A customer who requires passkeys, with the devices and codes. */
export interface Requiring {
  device: Authenticator;
  second: Authenticator;
  browser: Browser;
  passkey: Passkey;
  codes: string[];
}

/** The steps that users take with passkeys. */
export class PasskeyWalk {
  constructor(private readonly bed: AuthBed) {}

  /** A browser that is signed in with the password and has just given it again. */
  async steppedUp(person: Person): Promise<Browser> {
    const browser = this.bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    await browser.post('session/step-up', { password: PASSWORD });
    return browser;
  }

  async add(
    browser: Browser,
    device = new Authenticator(),
    circumstances?: Circumstances,
  ): Promise<Answer<Passkey>> {
    const { body } = await browser.post<PasskeyCreationOptions>('passkeys/options');
    return browser.post<Passkey>('passkeys', device.create(body, circumstances));
  }

  /** The first passkey of a customer. */
  async somebodyWith(
    person: Person,
    device = new Authenticator(),
  ): Promise<{ device: Authenticator; browser: Browser; passkey: Passkey }> {
    const browser = await this.steppedUp(person);
    const { status, body } = await this.add(browser, device);
    if (status !== 201) throw new Error(`the passkey was answered with ${String(status)}`);
    return { device, browser, passkey: body };
  }

  /** A customer with two passkeys who requires them, signed in and confirmed with the first one. */
  async somebodyRequiring(person: Person): Promise<Requiring> {
    const [device, second] = [new Authenticator(), new Authenticator()];
    const { browser, passkey } = await this.somebodyWith(person, device);
    await this.add(browser, second);
    await this.use(browser, device, 'session/passkey-step-up');
    const { status, body } = await browser.post<RecoveryCodes>('passkeys/requirement');
    if (status !== 201) throw new Error(`the requirement was answered with ${String(status)}`);
    return { device, second, browser, passkey, codes: body.codes };
  }

  /** A browser whose password was right and that is now asked for the passkey. */
  async halfway({ loginId }: Person): Promise<Browser> {
    const browser = this.bed.browser();
    const { code } = await browser.signIn(loginId, PASSWORD);
    if (code !== 'sign_in.passkey_required')
      throw new Error(`the password was answered with ${String(code)}`);
    return browser;
  }

  async asked(browser: Browser, route: Route = 'passkey-sign-ins'): Promise<PasskeyRequestOptions> {
    return (await browser.post<PasskeyRequestOptions>(`${route}/options`)).body;
  }

  /** All steps: ask for the options, let the device sign, send the answer. */
  async use(
    browser: Browser,
    device: Authenticator,
    route: Route = 'passkey-sign-ins',
    circumstances?: Circumstances,
  ): Promise<Answer> {
    const answer: PasskeyAssertion = device.use(await this.asked(browser, route), circumstances);
    return browser.post(route, answer);
  }
}
