import { Component, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { readRecoveryCode } from '@daiko/contracts';
import { exact, FailureNotice, reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { PasskeyClient } from '@daiko/client-passkey';
import { LoginDetour, passkeysFit } from '@daiko/client-session';
import { Control, ErrorSummary, Field, Notice, SectionBar } from '@daiko/client-ui';

const CODE = 'recovery-code';
const CODE_TEXTS = {
  [CODE]: {
    'field.required': '復旧コードを入力してください。',
    'field.malformed':
      '復旧コードは「ABCD-EFGH-JKMN」のような、英字と数字12文字です。数字の0と1、英字のI・L・O・Uは使われていません。',
  },
} as const;

/** `/login/passkey`: the password was right, and now the page asks for the passkey or a recovery code. */
@Component({
  selector: 'app-passkey-step-page',
  imports: [Control, ErrorSummary, FailureNotice, Field, FormField, Notice, SectionBar, TypedForm],
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
            <p>パスキーを登録した端末でログインするか、復旧コードを使ってください。</p>
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
        <p>ほかの端末にもパスキーを登録している場合は、その端末のパスキーで確認できます。</p>
        <form class="stack stack--16" (appTyped)="useCode()">
          <ui-field
            fieldId="recovery-code"
            label="復旧コード"
            hint="パスキーを必須にしたときに保管したコードの1つを入力してください。大文字、小文字、「-」の有無は問いません。"
            [error]="submits.errorOf('recovery-code')"
          >
            <input
              uiControl
              class="input--mail"
              type="text"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              [formField]="answers.code"
            />
          </ui-field>
          <app-failure-notice at="recovery-code" />
          <div class="actions">
            <button
              class="button button--secondary button--wide-sp"
              type="submit"
              [attr.aria-busy]="submits.busy()"
            >
              復旧コードでログインする
            </button>
          </div>
        </form>
        <ul class="bullets">
          <li>
            パスキーも復旧コードも使えない場合は、上位店または職員へご連絡ください。職員がご本人と確認して、パスキーの登録を削除します。そのあとは、パスワードだけでログインできます。
          </li>
          <li>パスワードをリセットしても、パスキーまたは復旧コードは必要です。</li>
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
  protected readonly typed = signal({ code: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.code, readRecoveryCode), {
    name: 'recovery-code',
  });

  protected async confirm(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: () => this.passkeys.use('/passkey-step'),
      // The password was already right, so only another passkey can help here.
      texts: {
        'passkey.refused': () =>
          'パスキーを確認できませんでした。もう一度お試しいただくか、別のパスキーを選んでください。削除したパスキーは使えません。',
      },
      accepted: () => this.detour.resume(),
    });
  }

  /** The code is sent only in the body of the request. */
  protected async useCode(): Promise<void> {
    await this.submits.attempt({
      at: CODE,
      refused: refusedFields(this.answers, CODE_TEXTS),
      send: () => this.passkeys.useRecoveryCode(exact(this.typed().code, readRecoveryCode)),
      places: { code: CODE, recovery_code: CODE, rate_limit: CODE },
      fieldTexts: CODE_TEXTS,
      texts: {
        'recovery_code.refused': () =>
          '復旧コードが違うか、使用済みです。別の復旧コードを入力してください。作り直した場合は、以前のコードは使えません。',
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
