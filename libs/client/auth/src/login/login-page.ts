import { Component, inject, signal, viewChild, type ElementRef } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { readCustomerId, readLoginId, readPassword } from '@daiko/contracts';
import { exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { ApiProblem, LoginDetour, SessionStore } from '@daiko/client-session';
import { Control, ErrorSummary, Field, Notice, PasswordToggle, SectionBar } from '@daiko/client-ui';
import { FourChanges } from './four-changes';
import { noticeOf } from './login-notices';
import { LoginPasskeys } from './login-passkeys';

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
  providers: [SubmitState, LoginPasskeys],
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
              hint="ログイン情報として設定したメールアドレスです。以前のログインIDでログインすると、1つにする手続きに進めます。"
              [error]="submits.errorOf('login-id')"
            >
              <input
                #loginId
                uiControl
                class="input--mail"
                name="login-id"
                type="email"
                autocomplete="username webauthn"
                spellcheck="false"
                autocapitalize="none"
                [value]="knownLoginId"
                (focus)="passkeys.offer()"
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
            @if (asksCustomerId()) {
              <ui-field
                fieldId="customer-id"
                label="お客様ID:"
                labelPhone="お客様ID"
                hint="納品書、還元額計算書に記載されている8桁の番号です。"
                [error]="submits.errorOf('customer-id')"
              >
                <input
                  #customerId
                  uiControl
                  class="input--id"
                  name="customer-id"
                  type="text"
                  inputmode="numeric"
                  autocomplete="off"
                />
              </ui-field>
            }
            <app-failure-notice />
            <div class="actions">
              <button
                class="button button--primary button--lg"
                type="submit"
                [attr.aria-busy]="submits.busy()"
              >
                ログイン
              </button>
              @if (passkeys.fit) {
                <button class="button button--secondary button--lg" type="button" (click)="passkeys.use()">
                  パスキーでログイン
                </button>
              }
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
  private readonly router = inject(Router);
  protected readonly submits = inject(SubmitState);
  protected readonly passkeys = inject(LoginPasskeys);

  /** Several customers have this old login ID and this password. */
  protected readonly asksCustomerId = signal(false);
  private readonly customerId = viewChild<ElementRef<HTMLInputElement>>('customerId');

  protected readonly notice = noticeOf(this.detour.notice());
  protected readonly knownLoginId = this.detour.loginId;

  constructor() {
    void this.leadOn();
  }

  /**
   * Reads the values from the fields themselves, because a browser that filled them in before the first key press may
   * not have fired an event. The forms library would also take a seventh of the size that the page may have (100 kB).
   */
  protected async signIn(loginId: HTMLInputElement, password: HTMLInputElement): Promise<void> {
    const customerId = this.customerId()?.nativeElement.value;
    await this.submits.attempt({
      refused: [
        ...refusedField('login-id', readLoginId(loginId.value), {
          'email.required': 'ログインIDを入力してください。',
        }),
        ...refusedField('password', readPassword(password.value)),
        ...(customerId === undefined ? [] : refusedField('customer-id', readCustomerId(customerId))),
      ],
      send: () => this.send(exact(loginId.value, readLoginId), password, customerId),
      places: {
        loginId: 'login-id',
        password: 'password',
        customerId: 'customer-id',
        'sign_in.ambiguous': 'customer-id',
        sign_in: 'login-id',
      },
    });
  }

  /**
   * A logged-in user has nothing to do on this page. The page does not wait for the answer, because most visitors are
   * not logged in.
   */
  private async leadOn(): Promise<void> {
    if (await this.sessions.isSignedIn()) await this.detour.resume();
  }

  private async send(loginId: string, password: HTMLInputElement, customerId?: string): Promise<void> {
    try {
      const person = customerId === undefined ? undefined : exact(customerId, readCustomerId);
      await this.sessions.signIn(loginId, password.value, person);
      await this.detour.resume();
    } catch (error) {
      if (ApiProblem.is(error, 'sign_in.passkey_required')) {
        await this.router.navigate(['/login/passkey'], { queryParamsHandling: 'preserve' });
        return;
      }
      if (ApiProblem.is(error, 'sign_in.ambiguous')) this.asksCustomerId.set(true);
      // The password may be the wrong value, and the user cannot see what is in that field. The login ID stays.
      if (ApiProblem.is(error, 'sign_in.refused')) password.value = '';
      throw error;
    }
  }
}
