import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { readNewPassword } from '@daiko/contracts';
import { FailureNotice, reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { LoginDetour } from '@daiko/client-session';
import { ErrorSummary, formatDeadline } from '@daiko/client-ui';
import { MailLinkFrame } from '../mail-link/mail-link-frame';
import { MailLinkVisit } from '../mail-link/mail-link-visit';
import { NewPasswordField } from './new-password-field';
import { PasswordRules } from './password-rules';

/** `/reset#t=…`: the new password, behind the mailed link. A refused password does not use up the link. */
@Component({
  selector: 'app-new-password-page',
  imports: [ErrorSummary, FailureNotice, MailLinkFrame, NewPasswordField, PasswordRules, TypedForm],
  providers: [MailLinkVisit, SubmitState],
  template: `
    <div class="stack stack--32">
      <ui-error-summary [errors]="submits.errors()" />
      <app-mail-link-frame heading="新しいパスワードの設定">
        @if (link()) {
          <form class="columns" (appTyped)="set()">
            <div class="span-7 stack">
              <p class="lead">
                @if (loginId()) {
                  {{ loginId() }} のパスワードを設定します。<br />
                }
                このページは <span class="nowrap">{{ deadline() }}</span>まで使えます。
              </p>
              <app-new-password-field
                [password]="answers.password"
                [error]="submits.errorOf('new-password')"
                [username]="loginId()"
                [personal]="personal()"
              />
              <app-failure-notice />
              <div class="actions">
                <button
                  class="button button--primary button--lg button--wide-sp"
                  type="submit"
                  [attr.aria-busy]="submits.busy()"
                >
                  パスワードを設定する
                </button>
              </div>
            </div>
            <app-password-rules class="span-5" [password]="typed().password" />
          </form>
        }
      </app-mail-link-frame>
    </div>
  `,
})
export class NewPasswordPage {
  private readonly visit = inject(MailLinkVisit);
  private readonly detour = inject(LoginDetour);
  protected readonly submits = inject(SubmitState);
  protected readonly link = this.visit.link;

  protected readonly typed = signal({ password: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.password, readNewPassword), {
    name: 'reset',
  });
  protected readonly loginId = computed(() => this.link()?.loginId ?? '');
  protected readonly personal = computed(() => (this.loginId() ? this.loginId().split('@').slice(0, 1) : []));
  protected readonly deadline = computed(() => formatDeadline(this.link()?.expiresAt ?? ''));

  protected async set(): Promise<void> {
    await this.submits.attempt({
      refused: refusedFields(this.answers),
      send: () => this.visit.setPassword(this.typed().password),
      places: { password: 'new-password' },
      accepted: () => {
        this.detour.loginId = this.loginId();
        return this.detour.leave('password_set');
      },
    });
  }
}
