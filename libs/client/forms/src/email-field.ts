import { Component, input, output } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { Control, Field } from '@daiko/client-ui';
import { EmailHint } from './email-hint';

/** A mail address field with もしかして below it. */
@Component({
  selector: 'app-email-field',
  imports: [Control, EmailHint, Field, FormField],
  host: { class: 'stack stack--8' },
  template: `
    <ui-field
      [fieldId]="fieldId()"
      [label]="label()"
      [labelPhone]="labelPhone()"
      [hint]="hint()"
      [error]="error()"
      [optional]="optional()"
    >
      <div class="w-full">
        <input
          #control
          uiControl
          class="input--mail"
          type="email"
          spellcheck="false"
          autocapitalize="none"
          [attr.autocomplete]="own() ? 'email' : 'off'"
          [formField]="email()"
          (change)="settled.emit()"
        />
        <app-email-hint [control]="control" (accept)="email()().value.set($event)" />
      </div>
    </ui-field>
  `,
})
export class EmailField {
  readonly email = input.required<FieldTree<string>>();
  /** Id of the control; unique on the page. */
  readonly fieldId = input('email');
  readonly label = input.required<string>();
  /** The wording of the phone screen, if it differs. */
  readonly labelPhone = input<string>();
  readonly hint = input.required<string>();
  readonly error = input<string | null>(null);
  readonly optional = input(false);
  /** Whether it is the address of the user who types it; then the browser may offer it. */
  readonly own = input(false);
  /** Fires when the user leaves the field after a change. */
  readonly settled = output();
}
