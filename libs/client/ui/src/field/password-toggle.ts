import { Component, effect, input, signal } from '@angular/core';

/** パスワードを表示. Shows the typed password until the form is submitted, so that no browser stores it as plain text. */
@Component({
  selector: 'ui-password-toggle',
  template: `
    <label class="choice">
      <input
        class="choice__control"
        type="checkbox"
        [attr.aria-controls]="control().id || null"
        [checked]="shown()"
        (change)="shown.set(!shown())"
      />
      <span>パスワードを表示</span>
    </label>
  `,
})
export class PasswordToggle {
  /** The input of the password. */
  readonly control = input.required<HTMLInputElement>();
  protected readonly shown = signal(false);

  constructor() {
    effect(() => {
      this.control().type = this.shown() ? 'text' : 'password';
    });
    effect((onCleanup) => {
      const control = this.control();
      const form = control.form;
      const hide = () => {
        // Done immediately and not at the next rendering, because the browser looks at the field while the form is
        // submitted.
        control.type = 'password';
        this.shown.set(false);
      };
      form?.addEventListener('submit', hide, { capture: true });
      onCleanup(() => form?.removeEventListener('submit', hide, { capture: true }));
    });
  }
}
