import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PinPurpose } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import { ERROR_TEXTS, formatDateTime, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';
import type { ResetStep } from './reset-step';

const DONE_TEXTS: Record<PinPurpose, string> = {
  login_id_reset: '新しいログインIDが有効になりました。',
  login_id_change: '新しいログインIDが有効になりました。',
  password_reset: '新しいパスワードを設定しました。',
  password_change: '新しいパスワードを設定しました。',
};

/**
 * The page of a procedure that is over: done, locked after five wrong PINs, ended because the time is over, or
 * replaced by a newer one.
 */
@Component({
  selector: 'app-run-over',
  imports: [HeadingFocus, RouterLink, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar appHeadingFocus [heading]="heading()" />
    <div class="stack">
      <p class="lead">{{ text() }}</p>
      @if (closure(); as closure) {
        <p class="lead">
          @if (closure.until) {
            失敗が続いたため、ログイン情報のリセットを一時的に停止しています。<strong>{{
              dateTime(closure.until)
            }}</strong
            >から、もう一度手続きできます。
          } @else {
            失敗が続いたため、ログイン情報のリセットを停止しています。再開できるのは、上位店または職員です。上位店へご連絡ください。
          }
        </p>
      }
      @if (step() !== 'done') {
        <p class="lead muted">お急ぎの場合や、ご自身で手続きできない場合は、上位店へご相談ください。</p>
      }
      <div class="actions">
        @if (step() === 'done') {
          @if (signedIn()) {
            <a class="button button--primary button--wide-sp" routerLink="/mypage">マイページへ</a>
          } @else {
            <a class="button button--primary button--wide-sp" routerLink="/login">ログイン</a>
            <button class="button button--tertiary" type="button" (click)="store.restart()">
              別の手続きをはじめる
            </button>
          }
        } @else {
          @if (closure()) {
            <a class="button button--primary button--wide-sp" routerLink="/login">ログイン画面へ</a>
          }
          <button
            class="button button--wide-sp"
            type="button"
            [class.button--primary]="!closure()"
            [class.button--secondary]="closure()"
            (click)="store.restart()"
          >
            はじめからやり直す
          </button>
        }
      </div>
    </div>
  `,
})
export class RunOver {
  protected readonly store = inject(CredentialResetStore);
  readonly step = input.required<ResetStep>();

  protected readonly signedIn = computed(() => this.store.purpose()?.endsWith('_change') === true);
  protected readonly heading = computed(() => {
    if (this.step() === 'done') return '手続きが完了しました';
    return this.step() === 'locked' ? '手続きを終了しました' : '期限切れ';
  });
  protected readonly text = computed(() => {
    if (this.step() === 'locked') return this.lockedText();
    return this.step() === 'done' ? this.doneText() : OVER_TEXT;
  });
  private readonly lockedText = computed(() => (this.closure() ? LOCKED_TEXT : ERROR_TEXTS['pin.locked']));
  private readonly doneText = computed(() => {
    const sentTo = this.store.run()?.mail?.sentTo;
    const purpose = this.store.purpose() ?? 'password_reset';
    return purpose === 'login_id_reset' && sentTo
      ? `新しいログインIDは ${sentTo} です。`
      : DONE_TEXTS[purpose];
  });
  protected readonly closure = computed(() => this.store.run()?.closure ?? null);
  protected readonly dateTime = formatDateTime;
}

/** While recovery is closed, starting again does not help. */
const LOCKED_TEXT = 'PINコードの入力に5回失敗したため、この手続きは終了しました。';
const OVER_TEXT =
  'この手続きは、時間が過ぎたか、新しい手続きが始まったため終了しました。はじめからやり直してください。';
