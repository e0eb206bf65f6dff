import { inject, Service } from '@angular/core';
import type {
  Passkey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyList,
  PasskeyRequestOptions,
  RecoveryCodes,
  Session,
} from '@daiko/contracts';
import { ApiClient, ApiProblem, SessionStore } from '@daiko/client-session';
import { askDevice, fillsIn, forgetOnDevice, makeOnDevice, stopAsking } from './device';

/** The path where a passkey is requested and where the answer is sent. */
type Route = '/passkey-sign-ins' | '/passkey-step' | '/session/passkey-step-up';

/** Milliseconds after which the page asks again; shorter than the five minutes of a challenge. */
const ASKED_ANEW_AFTER = 4 * 60_000;
/** How often the page asks. If it is open for longer, no user is in front of it. */
const ASKED_AT_MOST = 8;

/** The requests about passkeys, and the communication with the device. */
@Service()
export class PasskeyClient {
  private readonly api = inject(ApiClient);
  private readonly sessions = inject(SessionStore);
  /** A dialog of the browser is open, which a second request would close. */
  private isAsking = false;
  /** The relying party id of the last request. */
  private rpId = '';

  list(): Promise<PasskeyList> {
    return this.api.get('/passkeys');
  }

  /** Lets the device create a passkey, and adds it. */
  async add(): Promise<Passkey> {
    const options = await this.api.post<PasskeyCreationOptions>('/passkeys/options');
    return this.api.post('/passkeys', await makeOnDevice(options));
  }

  rename(id: string, name: string): Promise<Passkey> {
    return this.api.post(`/passkeys/${id}/name`, { name });
  }

  remove(id: string): Promise<void> {
    return this.api.delete(`/passkeys/${id}`);
  }

  /** From then on the password is not enough to log in. @returns the recovery codes, only this time */
  requirePasskeys(): Promise<RecoveryCodes> {
    return this.api.post('/passkeys/requirement');
  }

  stopRequiring(): Promise<void> {
    return this.api.delete('/passkeys/requirement');
  }

  /** The earlier codes become invalid. */
  renewRecoveryCodes(): Promise<RecoveryCodes> {
    return this.api.post('/passkeys/recovery-codes');
  }

  /** Used instead of the passkey, after the password. */
  async useRecoveryCode(code: string): Promise<void> {
    this.sessions.take(await this.api.post<Session>('/passkey-step/recovery-code', { code }));
  }

  /** Asks for a passkey: instead of the password, after the password, or again before a change. */
  async use(route: Route): Promise<void> {
    this.isAsking = true;
    try {
      const options = await this.ask(route);
      await this.send(route, await askDevice(options));
    } finally {
      this.isAsking = false;
    }
  }

  /**
   * Offers passkeys in the browser's autofill at the login ID field, and asks again before the challenge expires.
   * @returns the passkey that the user chose; nothing if the browser does not support it, or if another request came
   * first
   */
  async offer(): Promise<PasskeyAssertion | undefined> {
    if (!(await fillsIn())) return undefined;
    for (let time = 0; time < ASKED_AT_MOST; time++) {
      const options = await this.ask('/passkey-sign-ins');
      if (this.isAsking) return undefined;
      const answer = await askDevice(options, ASKED_ANEW_AFTER);
      if (answer !== 'unanswered') return answer;
    }
    return undefined;
  }

  /** Sends the passkey that the user chose in the browser's autofill. */
  choose(assertion: PasskeyAssertion): Promise<void> {
    return this.send('/passkey-sign-ins', assertion);
  }

  /** Stops offering passkeys, because the user leaves the page. */
  stop(): void {
    stopAsking();
  }

  /** Goes back from the second step to the login page. */
  goBack(): Promise<void> {
    return this.api.delete('/passkey-step');
  }

  private async ask(route: Route): Promise<PasskeyRequestOptions> {
    const options = await this.api.post<PasskeyRequestOptions>(`${route}/options`);
    this.rpId = options.rpId;
    return options;
  }

  /** If the passkey is no longer on file, the device is asked not to offer it again. */
  private async send(route: Route, assertion: PasskeyAssertion): Promise<void> {
    try {
      this.sessions.take(await this.api.post<Session>(route, assertion));
    } catch (error) {
      if (ApiProblem.is(error, 'passkey.unknown')) await forgetOnDevice(this.rpId, assertion.credentialId);
      throw error;
    }
  }
}
