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

/** Where a passkey is asked for, and where the answer goes. */
type Route = 'passkey-sign-ins' | 'passkey-step' | 'session/passkey-step-up';

/** Somebody who requires passkeys, and what they hold. */
export interface Requiring {
  device: Authenticator;
  second: Authenticator;
  browser: Browser;
  passkey: Passkey;
  codes: string[];
}

/** What people do with passkeys. */
export class PasskeyWalk {
  constructor(private readonly bed: AuthBed) {}

  /** Signed in with the password, which was given again a moment ago. */
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

  /** Somebody's first passkey. */
  async somebodyWith(
    person: Person,
    device = new Authenticator(),
  ): Promise<{ device: Authenticator; browser: Browser; passkey: Passkey }> {
    const browser = await this.steppedUp(person);
    const { status, body } = await this.add(browser, device);
    if (status !== 201) throw new Error(`the passkey was answered with ${String(status)}`);
    return { device, browser, passkey: body };
  }

  /** Somebody with two passkeys who requires them; signed in, and confirmed with the first of them. */
  async somebodyRequiring(person: Person): Promise<Requiring> {
    const [device, second] = [new Authenticator(), new Authenticator()];
    const { browser, passkey } = await this.somebodyWith(person, device);
    await this.add(browser, second);
    await this.use(browser, device, 'session/passkey-step-up');
    const { status, body } = await browser.post<RecoveryCodes>('passkeys/requirement');
    if (status !== 201) throw new Error(`the requirement was answered with ${String(status)}`);
    return { device, second, browser, passkey, codes: body.codes };
  }

  /** A browser whose password was right and that is asked for the passkey. */
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

  /** The whole way: asked, signed by the device, sent. */
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
