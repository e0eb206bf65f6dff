import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { PinPurpose } from '@daiko/contracts';
import { ServerClock } from '@daiko/client-session';
import { Countdown, DeliveryTrack, Disclosure } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';
import { ResendPin } from './resend-pin';

/** Seconds for which a PIN is valid (有効時間15分), for the length of the bar. The server decides the deadline itself. */
const PIN_LASTS = 15 * 60;

/** What is known about the awaited PIN, and what to do if it does not come. Placed below 送信. */
@Component({
  selector: 'app-pin-receipt',
  imports: [Countdown, DeliveryTrack, Disclosure, ResendPin],
  host: { class: 'stack mostly-empty' },
  template: `
    @if (pin(); as pin) {
      <div class="receipt">
        <ui-countdown [deadline]="pin.expiresAt" [serverNow]="asOf()" [duration]="lasts" />
        <ui-delivery-track [delivery]="pin.delivery" />
        <p class="receipt__line">
          <span
            ><span class="muted">照合番号</span>&ngsp;
            <strong translate="no">{{ pin.reference }}</strong></span
          >
        </p>
        @if (!store.connected()) {
          <p class="muted">通信が途切れています。つながりしだい、状況を表示します。</p>
        }
      </div>
      <app-resend-pin [code]="code()" />
      <ui-disclosure summary="PINコードが届かない場合">
        <ul class="bullets">
          <li>メール: 迷惑メールのフォルダと、受信許可ドメインの設定を確認してください。</li>
          <li>ショートメッセージ: 受信拒否の設定、圏外、保存容量を確認してください。</li>
          <li>{{ calls() }}</li>
          <li>それでも届かない場合は、上位店へご相談ください。</li>
        </ul>
      </ui-disclosure>
    }
  `,
})
export class PinReceipt {
  protected readonly store = inject(CredentialResetStore);
  private readonly clock = inject(ServerClock);

  readonly purpose = input.required<PinPurpose>();
  /** The field in which the user types the PIN. */
  readonly code = input.required<FieldTree<string>>();

  protected readonly pin = computed(() =>
    this.store.stepOf(this.purpose()) === 'waiting' ? (this.store.run()?.pin ?? null) : null,
  );
  protected readonly calls = computed(() => callsHint(this.store.run()?.callers ?? []));
  protected readonly lasts = PIN_LASTS;
  /** The time of the server at the moment when the countdown is set. It may be long after the answer with the run. */
  protected readonly asOf = computed(() => {
    this.store.run();
    return new Date(this.clock.now()).toISOString();
  });
}

/** What to do about a call that does not come. @param callers the numbers it comes from, as printed */
export function callsHint(callers: readonly string[]): string {
  const from = callers.length > 0 ? ` ${callers.join('、')} からお電話します。` : ' ';
  return `自動音声:${from}非通知・050番号の着信拒否を解除し、2分ほどお待ちください。`;
}
