import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { FailureNotice, SubmitState, TypedForm } from '@daiko/client-forms';
import { PasskeyClient } from '@daiko/client-passkey';
import { LoginDetour, passkeysFit } from '@daiko/client-session';
import { ErrorSummary, Notice, SectionBar } from '@daiko/client-ui';

/** `/login/passkey`: the password was right, and now the passkey is asked for. */
@Component({
  selector: 'app-passkey-step-page',
  imports: [ErrorSummary, FailureNotice, Notice, SectionBar, TypedForm],
  providers: [SubmitState],
  template: `
    <div class="stack stack--32">
      <ui-error-summary [errors]="submits.errors()" />
      <ui-section-bar heading="パスキーの確認" />
      <form class="stack" (appTyped)="confirm()">
        @if (fit) {
          <p class="lead">
            パスワードを確認しました。続けて、登録してあるパスキーでご本人の確認をしてください。
          </p>
        } @else {
          <ui-notice kind="warning" heading="この端末またはブラウザーでは、パスキーを使えません" [level]="2">
            <p>パスキーを登録した端末でログインしてください。</p>
          </ui-notice>
        }
        <app-failure-notice />
        <div class="actions">
          @if (fit) {
            <button
              class="button button--primary button--lg button--wide-sp"
              type="submit"
              [attr.aria-busy]="submits.busy()"
            >
              パスキーで確認する
            </button>
          }
          <button class="button button--tertiary" type="button" (click)="goBack()">ログイン画面へ戻る</button>
        </div>
      </form>
      <section class="stack stack--16" aria-labelledby="lost-title">
        <h2 class="heading" id="lost-title">パスキーの端末が手元にないとき</h2>
        <ul class="bullets">
          <li>ほかの端末にもパスキーを登録している場合は、その端末のパスキーで確認できます。</li>
          <li>
            どのパスキーも使えない場合は、上位店または職員へご連絡ください。職員がご本人と確認して、パスキーの登録を削除します。そのあとは、パスワードだけでログインできます。
          </li>
          <li>パスワードをリセットしても、パスキーの確認は必要です。</li>
        </ul>
      </section>
    </div>
  `,
})
export class PasskeyStepPage {
  private readonly passkeys = inject(PasskeyClient);
  private readonly detour = inject(LoginDetour);
  private readonly router = inject(Router);
  protected readonly submits = inject(SubmitState);
  protected readonly fit = passkeysFit();

  protected async confirm(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: () => this.passkeys.use('/passkey-step'),
      // The password was right already: here only another passkey helps.
      texts: {
        'passkey.refused': () =>
          'パスキーを確認できませんでした。もう一度お試しいただくか、別のパスキーを選んでください。削除したパスキーは使えません。',
      },
      accepted: () => this.detour.resume(),
    });
  }

  protected async goBack(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: () => this.passkeys.goBack(),
      accepted: () => this.router.navigate(['/login'], { queryParamsHandling: 'preserve' }),
    });
  }
}
