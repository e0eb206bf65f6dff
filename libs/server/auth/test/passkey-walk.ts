import type {
  Passkey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '@daiko/contracts';
import type { AuthBed } from './auth-bed';
import { Authenticator, type Circumstances } from './authenticator';
import type { Answer, Browser } from './browser';
import { PASSWORD, type Person } from './people';

/** Where a passkey is asked for, and where the answer goes. */
type Route = 'passkey-sign-ins' | 'passkey-step' | 'session/passkey-step-up';

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
