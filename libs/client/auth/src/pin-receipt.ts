import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { PinRun } from '@daiko/contracts';
import { FailureNotice, SubmitState } from '@daiko/client-forms';
import { ServerClock } from '@daiko/client-session';
import { Countdown, DeliveryTrack, Disclosure } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';

/** Seconds after which another destination is offered even though nothing failed (product specification 4.6). */
const PATIENCE = 45;

/** Seconds for which a PIN counts (有効時間15分), for the length of the bar; the deadline itself is the server's. */
const PIN_LASTS = 15 * 60;

/** What is known of the PIN that is awaited, and what can be done when it does not come. */
@Component({
  selector: 'app-pin-receipt',
  imports: [Countdown, DeliveryTrack, Disclosure, FailureNotice],
  host: { class: 'stack' },
  template: `
    <div class="receipt">
      <ui-countdown [deadline]="pin().expiresAt" [serverNow]="asOf()" [duration]="lasts" />
      <ui-delivery-track [delivery]="pin().delivery" />
      <p class="receipt__line">
        <span
          ><span class="muted">照合番号</span>&ngsp; <strong>{{ pin().reference }}</strong></span
        >
      </p>
      @if (!store.connected()) {
        <p class="muted">通信が途切れています。つながりしだい、状況を表示します。</p>
      }
    </div>
    <div class="stack stack--8">
      <p class="phrase mostly-empty" role="status">
        @if (late()) {
          <span>まだ届かない場合は、別の通知先でも受け取れます。</span>
        }
      </p>
      <div class="actions actions--split">
        <button class="button button--secondary button--sm" type="button" (click)="resend()">
          PINコードを再送する
        </button>
        <button
          type="button"
          [class]="late() ? 'button button--secondary button--sm' : 'button button--tertiary'"
          (click)="store.reconsider()"
        >
          別の通知先を選ぶ
        </button>
      </div>
      <p class="phrase mostly-empty" role="status">{{ answer() }}</p>
      <app-failure-notice at="resend" />
      @if (run().sendsLeft === 1) {
        <p class="phrase">再送できるのはあと1回です</p>
      }
    </div>
    <ui-disclosure summary="PINコードが届かない場合">
      <ul class="bullets">
        <li>メール: 迷惑メールのフォルダと、受信許可ドメインの設定を確認してください。</li>
        <li>ショートメッセージ: 受信拒否の設定、圏外、保存容量を確認してください。</li>
        <li>{{ calls() }}</li>
        <li>それでも届かない場合は、上位店へご相談ください。</li>
      </ul>
    </ui-disclosure>
  `,
})
export class PinReceipt {
  protected readonly store = inject(CredentialResetStore);
  private readonly submits = inject(SubmitState);
  private readonly clock = inject(ServerClock);

  readonly run = input.required<PinRun>();
  readonly pin = input.required<NonNullable<PinRun['pin']>>();

  protected readonly calls = computed(() => callsHint(this.run().callers));
  protected readonly lasts = PIN_LASTS;
  /** The server's clock at the moment the countdown is set, which may be long after the run was answered. */
  protected readonly asOf = computed(() => {
    this.run();
    return new Date(this.clock.now()).toISOString();
  });
  /** An answer about waiting does not outlive the wait. */
  private readonly ready = computed(() => this.store.waitOf(this.pin().destinationId) === 0);
  protected readonly late = computed(() => {
    const { state, steps } = this.pin().delivery;
    if (state === 'failed') return true;
    if (state === 'delivered' || state === 'answered') return false;
    const since = steps[0]?.at;
    return since !== undefined && this.store.now() - Date.parse(since) >= PATIENCE * 1_000;
  });
  protected readonly answer = linkedSignal({ source: () => this.ready(), computation: () => '' });

  /** Pressed too early it says how long to wait: a button that does nothing explains nothing. */
  protected async resend(): Promise<void> {
    const { destinationId } = this.pin();
    const wait = this.store.waitOf(destinationId);
    const refusal = resendRefusal(wait, this.run().sendsLeft);
    this.answer.set(refusal);
    if (refusal !== '') return;
    await this.submits.attempt({
      at: 'resend',
      refused: [],
      send: () => this.store.issue(destinationId),
      texts: { 'pin.resend_too_soon': ({ retryAfterSeconds = 1 }) => resendRefusal(retryAfterSeconds, 1) },
      accepted: () => this.answer.set('PINコードを再送しました。最後に届いたPINコードを入力してください。'),
    });
  }
}

/** What to do about a call that does not come. @param callers where it comes from, as printed */
export function callsHint(callers: readonly string[]): string {
  const from = callers.length > 0 ? ` ${callers.join('、')} からお電話します。` : ' ';
  return `自動音声:${from}非通知・050番号の着信拒否を解除し、2分ほどお待ちください。`;
}

/** Why another PIN cannot be sent now, or an empty text. @param wait seconds */
export function resendRefusal(wait: number, sendsLeft: number): string {
  if (sendsLeft <= 0) return 'PINコードを送れる回数を使い切りました。はじめからやり直してください。';
  return wait > 0 ? `あと ${Math.ceil(wait)}秒で再送できます` : '';
}
