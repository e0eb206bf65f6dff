import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PinPurpose } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import { ERROR_TEXTS, formatDateTime, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore, type ResetStep } from './credential-reset-store';

const DONE_TEXTS: Record<PinPurpose, string> = {
  login_id_reset: '新しいログインIDが有効になりました。',
  login_id_change: '新しいログインIDが有効になりました。',
  password_reset: '新しいパスワードを設定しました。',
  password_change: '新しいパスワードを設定しました。',
};

/** The page of a procedure that is over: done, locked after five wrong PINs, or ended by time or by a newer one. */
@Component({
  selector: 'app-run-over',
  imports: [HeadingFocus, RouterLink, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar appHeadingFocus [heading]="heading()" />
    <div class="stack">
      <p class="lead">{{ text() }}</p>
      @if (opensAt(); as time) {
        <p class="lead">
          失敗が続いたため、ログイン情報のリセットを一時的に停止しています。<strong>{{ time }}</strong
          >から、もう一度手続きできます。
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
          <button class="button button--primary button--wide-sp" type="button" (click)="store.restart()">
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
    if (this.step() === 'locked') return ERROR_TEXTS['pin.locked'];
    if (this.step() !== 'done') return OVER_TEXT;
    const sentTo = this.store.run()?.mail?.sentTo;
    const purpose = this.store.purpose() ?? 'password_reset';
    return purpose === 'login_id_reset' && sentTo
      ? `新しいログインIDは ${sentTo} です。`
      : DONE_TEXTS[purpose];
  });
  protected readonly opensAt = computed(() => {
    const until = this.store.run()?.closedUntil;
    return until ? formatDateTime(until) : null;
  });
}

const OVER_TEXT =
  'この手続きは、時間が過ぎたか、新しい手続きが始まったため終了しました。はじめからやり直してください。';
