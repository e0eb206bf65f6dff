import { Component, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { UsernameField } from '@daiko/client-forms';
import { Control, Field, PasswordToggle } from '@daiko/client-ui';
import { StrengthMeter } from './strength-meter';

/**
 * A new password: the rules are shown before typing, there is no second field to repeat it (it can be shown instead),
 * and the user name is beside it for the password manager of the browser.
 */
@Component({
  selector: 'app-new-password-field',
  imports: [Control, Field, FormField, PasswordToggle, StrengthMeter, UsernameField],
  host: { class: 'stack' },
  template: `
    <app-username-field [username]="username()" />
    <div class="stack stack--8">
      <ui-field
        fieldId="new-password"
        label="新しいパスワード:"
        labelPhone="新しいパスワード"
        hint="12文字以上。他社サービスで利用しているパスワードを使いまわさないでください。"
        [error]="error()"
      >
        <input
          #control
          uiControl
          class="input--mail"
          type="password"
          autocomplete="new-password"
          spellcheck="false"
          autocapitalize="none"
          alsoDescribedBy="new-password-strength"
          [formField]="password()"
        />
      </ui-field>
      <ui-password-toggle [control]="control" />
    </div>
    <app-strength-meter
      meterId="new-password-strength"
      [password]="password()().value()"
      [personal]="personal()"
    />
  `,
})
export class NewPasswordField {
  readonly password = input.required<FieldTree<string>>();
  readonly error = input<string | null>(null);
  /**
   * The login ID for the password manager. If the page does not know it, the one of the logged-in customer is used.
   */
  readonly username = input<string>();
  readonly personal = input<readonly string[]>([]);
}
