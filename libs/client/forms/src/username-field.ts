import { afterNextRender, Component, computed, inject, input, signal } from '@angular/core';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';

/**
 * The login ID beside a password field, for the password manager of the browser. The user does not see it and cannot
 * reach it with the keyboard.
 */
@Component({
  selector: 'app-username-field',
  host: { class: 'visually-hidden' },
  template: `
    <input
      class="visually-hidden"
      type="text"
      name="username"
      autocomplete="username"
      tabindex="-1"
      aria-hidden="true"
      [value]="value()"
    />
  `,
})
export class UsernameField {
  private readonly api = inject(ApiClient);
  private readonly own = signal('');

  /** The login ID, if the page knows it. Without it, the login ID of the logged-in customer is requested. */
  readonly username = input<string>();
  protected readonly value = computed(() => this.username() ?? this.own());

  constructor() {
    afterNextRender(() => {
      if (this.username() === undefined) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    try {
      this.own.set((await this.api.get<OwnCredential>('/credential')).loginId);
    } catch (error) {
      // The user can type the password without it.
      if (!(error instanceof ApiProblem)) throw error;
    }
  }
}
