import { inject, Injector, Service, type OnDestroy } from '@angular/core';
import { SubmitState } from '@daiko/client-forms';
import { LoginDetour, passkeysFit } from '@daiko/client-session';
import type { PasskeyClient } from './passkey-entry';

/** Login with a passkey instead of the password, on the login page. Provided by the page. */
@Service({ autoProvided: false })
export class LoginPasskeys implements OnDestroy {
  private readonly submits = inject(SubmitState);
  private readonly detour = inject(LoginDetour);
  private readonly injector = inject(Injector);
  private client?: Promise<PasskeyClient>;

  /** Whether this browser supports passkeys at this address. */
  readonly fit = passkeysFit();

  /**
   * Offers passkeys in the browser's autofill. This starts when the user moves to the login ID field, not for
   * visitors who only look at the page.
   */
  async offer(): Promise<void> {
    if (!this.fit || this.client) return;
    const client = await this.load();
    const chosen = await client.offer();
    if (chosen) await this.enter(() => client.choose(chosen));
  }

  /** Asks for a passkey and logs in with it. */
  async use(): Promise<void> {
    await this.enter(async () => (await this.load()).use('/passkey-sign-ins'));
  }

  ngOnDestroy(): void {
    void this.client?.then((client) => client.stop());
  }

  private async enter(send: () => Promise<void>): Promise<void> {
    await this.submits.attempt({ refused: [], send, accepted: () => this.detour.resume() });
  }

  /** Not loaded with the page, whose size limit is nearly reached. */
  private load(): Promise<PasskeyClient> {
    return (this.client ??= import('./passkey-entry').then((file) => this.injector.get(file.PasskeyClient)));
  }
}
