import { Component, computed, input } from '@angular/core';
import { CHANNEL_NAMES, type DeliveryOverview } from '@daiko/contracts';
import { formatSeconds } from './state-words';

/** Seconds after which a waiting PIN is late. */
const LATE = 30;

/** いまの状況, as five figures. */
@Component({
  selector: 'app-situation-tiles',
  template: `
    <dl class="tiles">
      <div class="tile" [class.tile--warn]="isLate()">
        <dt class="tile__label">待ち</dt>
        <dd>
          <span class="tile__value">{{ now().waiting }}<span class="tile__unit">件</span></span>
          <span class="tile__sub">いちばん古い {{ seconds(now().oldestWaitingSeconds) }}</span>
        </dd>
      </div>
      <div class="tile">
        <dt class="tile__label">送信中</dt>
        <dd>
          <span class="tile__value">{{ now().sending }}<span class="tile__unit">件</span></span>
        </dd>
      </div>
      <div class="tile" [class.tile--error]="now().failed > 0">
        <dt class="tile__label">失敗 (15分)</dt>
        <dd>
          <span class="tile__value">{{ now().failed }}<span class="tile__unit">件</span></span>
          <span class="tile__sub">{{ failedText() }}</span>
        </dd>
      </div>
      <div class="tile">
        <dt class="tile__label">PINの到達 (1時間)</dt>
        <dd>
          <span class="tile__value">{{ seconds(now().pinP50Seconds) }}</span>
          <span class="tile__sub">半数がこの時間以内。95%は {{ seconds(now().pinP95Seconds) }} 以内</span>
        </dd>
      </div>
      <div class="tile">
        <dt class="tile__label">ロック (24時間)</dt>
        <dd>
          <span class="tile__value">{{ now().lockOuts }}<span class="tile__unit">件</span></span>
          <span class="tile__sub">PINコードの入力の失敗による</span>
        </dd>
      </div>
    </dl>
  `,
})
export class SituationTiles {
  readonly now = input.required<DeliveryOverview>();

  protected readonly seconds = formatSeconds;
  protected readonly isLate = computed(() => (this.now().oldestWaitingSeconds ?? 0) > LATE);
  protected readonly failedText = computed(() =>
    this.now()
      .failedByChannel.map(({ channel, failed }) => `${CHANNEL_NAMES[channel]} ${failed}件`)
      .join('、'),
  );
}
