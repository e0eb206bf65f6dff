import { Component, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { Control, Field, PasswordToggle } from '@daiko/client-ui';
import { UsernameField } from './username-field';

/** The user's own password once more, before an important action. */
@Component({
  selector: 'app-current-password-field',
  imports: [Control, Field, FormField, PasswordToggle, UsernameField],
  host: { class: 'stack stack--8' },
  template: `
    <app-username-field />
    <ui-field
      fieldId="current-password"
      [hint]="hint()"
      [label]="label()"
      [labelPhone]="labelPhone()"
      [error]="error()"
    >
      <input
        #control
        uiControl
        class="input--mail"
        type="password"
        autocomplete="current-password"
        [formField]="password()"
      />
    </ui-field>
    <ui-password-toggle [control]="control" />
  `,
})
export class CurrentPasswordField {
  readonly password = input.required<FieldTree<string>>();
  readonly label = input.required<string>();
  /** The wording of the phone screen, if it differs. */
  readonly labelPhone = input<string>();
  /** Null if the text around the field already says why. */
  readonly hint = input<string | null>('ご本人の確認のため、もう一度入力してください。');
  readonly error = input<string | null>(null);
}
