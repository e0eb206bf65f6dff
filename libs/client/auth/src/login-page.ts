import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { readLoginId, readPassword } from '@daiko/contracts';
import { exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { ApiProblem, LoginDetour, SessionStore, type LoginNotice } from '@daiko/client-session';
import {
  Control,
  ErrorSummary,
  Field,
  Notice,
  PasswordToggle,
  SectionBar,
  type NoticeKind,
} from '@daiko/client-ui';
import { FourChanges } from './four-changes';

const NOTICES: Record<LoginNotice, { kind: NoticeKind; heading: string; text: string }> = {
  session_ended: {
    kind: 'info',
    heading: '安全のため、ログアウトしました',
    text: '操作のない時間が続いたか、ログイン情報が変更されました。ログインすると、元の画面に戻ります。',
  },
  signed_out: { kind: 'success', heading: 'ログアウトしました', text: 'ご利用ありがとうございました。' },
  password_set: {
    kind: 'success',
    heading: '新しいパスワードを設定しました',
    text: '新しいパスワードでログインしてください。ほかの端末では、すべてログアウトしました。',
  },
  login_id_confirmed: {
    kind: 'success',
    heading: '新しいログインIDが有効になりました',
    text: '新しいログインIDでログインしてください。パスワードは変わりません。',
  },
};

@Component({
  selector: 'app-login-page',
  imports: [
    Control,
    ErrorSummary,
    FailureNotice,
    Field,
    FourChanges,
    Notice,
    PasswordToggle,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  template: `
    <div class="stack stack--32">
      <ui-error-summary [errors]="submits.errors()" />
      @if (notice; as notice) {
        <ui-notice [kind]="notice.kind" [heading]="notice.heading" [level]="2"
          ><p>{{ notice.text }}</p></ui-notice
        >
      }
      <div class="columns">
        <section class="span-5 stack" aria-labelledby="login-title">
          <ui-section-bar heading="ログイン" headingId="login-title" />
          <form class="stack" (appTyped)="signIn(loginId, password)">
            <ui-field
              fieldId="login-id"
              label="ログインID:"
              labelPhone="ログインID"
              hint="ログイン情報として設定したメールアドレスです。"
              [error]="submits.errorOf('login-id')"
            >
              <input
                #loginId
                uiControl
                class="input--mail"
                name="login-id"
                type="email"
                autocomplete="username"
                spellcheck="false"
                autocapitalize="none"
              />
            </ui-field>
            <div class="stack stack--8">
              <ui-field
                fieldId="password"
                label="パスワード:"
                labelPhone="パスワード"
                [error]="submits.errorOf('password')"
              >
                <input
                  #password
                  uiControl
                  class="input--mail"
                  name="password"
                  type="password"
                  autocomplete="current-password"
                />
              </ui-field>
              <ui-password-toggle [control]="password" />
            </div>
            <app-failure-notice />
            <div class="actions">
              <button
                class="button button--primary button--lg"
                type="submit"
                [attr.aria-busy]="submits.busy()"
              >
                ログイン
              </button>
            </div>
            <p class="only-pc">ログインID/パスワードをお忘れの方は<a routerLink="/inquiry">こちら</a></p>
            <p class="only-sp">
              <a class="button button--secondary button--wide-sp" routerLink="/inquiry"
                >ログインID/パスワードをお忘れの方</a
              >
            </p>
          </form>
        </section>
        <app-four-changes class="span-7 stack stack--32" />
      </div>
    </div>
  `,
})
export class LoginPage {
  private readonly sessions = inject(SessionStore);
  private readonly detour = inject(LoginDetour);
  protected readonly submits = inject(SubmitState);

  protected readonly notice = noticeOf(this.detour.notice());

  /**
   * Reads the fields themselves: a browser that filled them in before the first press may not have told anybody. And the
   * forms library would be a seventh of what the page may weigh (100 kB).
   */
  protected async signIn(loginId: HTMLInputElement, password: HTMLInputElement): Promise<void> {
    await this.submits.attempt({
      refused: [
        ...refusedField('login-id', readLoginId(loginId.value), {
          'email.required': 'ログインIDを入力してください',
        }),
        ...refusedField('password', readPassword(password.value)),
      ],
      send: () => this.send(exact(loginId.value, readLoginId), password),
      places: { loginId: 'login-id', password: 'password', sign_in: 'login-id' },
      accepted: () => this.detour.resume(),
    });
  }

  private async send(loginId: string, password: HTMLInputElement): Promise<void> {
    try {
      await this.sessions.signIn(loginId, password.value);
    } catch (error) {
      // The wrong one may be the password, and nobody sees what stands in it. The login ID stays.
      if (ApiProblem.is(error, 'sign_in.refused')) password.value = '';
      throw error;
    }
  }
}

function noticeOf(notice: LoginNotice | undefined): (typeof NOTICES)[LoginNotice] | null {
  return notice ? NOTICES[notice] : null;
}
