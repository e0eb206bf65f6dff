import { afterNextRender, Component, computed, inject, input, signal } from '@angular/core';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';

/** The login ID beside the field of a password, for the browser's password manager. Nobody sees it or gets to it by keys. */
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

  /** Where the page knows it. Without it, that of the signed-in customer is asked for. */
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
      // The password can be typed without it.
      if (!(error instanceof ApiProblem)) throw error;
    }
  }
}
