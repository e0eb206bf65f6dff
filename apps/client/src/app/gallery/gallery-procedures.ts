import { Component } from '@angular/core';
import type { Delivery, DeliveryState, FailureReason } from '@daiko/contracts';
import { Countdown, DeliveryTrack, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { Specimen } from './specimen';

const STARTED = Date.parse('2026-11-22T07:28:04Z');

function passed(reason: FailureReason | null, ...states: [DeliveryState, ...DeliveryState[]]): Delivery {
  const steps = states.map((state, index) => ({ state, at: new Date(STARTED + index * 2000).toISOString() }));
  return { state: states.at(-1) ?? states[0], reason, steps };
}

const DELIVERIES = [
  { label: '受付', delivery: passed(null, 'queued') },
  { label: '送信中', delivery: passed(null, 'queued', 'sending') },
  { label: '送信しました', delivery: passed(null, 'queued', 'sending', 'sent') },
  { label: '届きました', delivery: passed(null, 'queued', 'sending', 'sent', 'delivered') },
  { label: '自動音声', delivery: passed(null, 'queued', 'sending', 'ringing', 'answered') },
  { label: '届きませんでした', delivery: passed('no_answer', 'queued', 'sending', 'ringing', 'failed') },
];

@Component({
  selector: 'app-gallery-procedures',
  imports: [Countdown, DeliveryTrack, Flow, FlowStep, SectionBar, Specimen],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="手続きする" [level]="2" />
    <div class="specimens">
      <app-specimen label="flow">
        <ui-flow>
          <ui-flow-step [number]="1" heading="ご本人の確認" state="done">
            <dl class="defs defs--tight">
              <dt>お客様ID</dt>
              <dd>01058734</dd>
              <dt>登録済み電話番号</dt>
              <dd>09011112770</dd>
            </dl>
          </ui-flow-step>
          <ui-flow-step [number]="2" heading="PINコードの入力" state="current">
            <p>お手元に届いた6桁の数字を入力します。</p>
          </ui-flow-step>
          <ui-flow-step [number]="3" heading="新しいログインID">
            <p class="muted">PINコードの次に、メールアドレスを入力します。</p>
          </ui-flow-step>
        </ui-flow>
      </app-specimen>
      <app-specimen label="countdown 残り14分">
        <div class="receipt">
          <ui-countdown [deadline]="in14Minutes" [serverNow]="now" [duration]="900" />
          <p class="receipt__line">
            <span><span class="muted">照合番号&ngsp;</span><strong>K7-402</strong></span>
          </p>
        </div>
      </app-specimen>
      <app-specimen label="countdown 残り1分未満">
        <div class="receipt">
          <ui-countdown [deadline]="in55Seconds" [serverNow]="now" [duration]="900" />
        </div>
      </app-specimen>
      <app-specimen label="countdown 期限切れ">
        <div class="receipt"><ui-countdown [deadline]="now" [serverNow]="now" [duration]="900" /></div>
      </app-specimen>
      @for (specimen of deliveries; track specimen.label) {
        <app-specimen [label]="'delivery-track ' + specimen.label">
          <div class="receipt"><ui-delivery-track [delivery]="specimen.delivery" /></div>
        </app-specimen>
      }
    </div>
  `,
})
export class GalleryProcedures {
  protected readonly deliveries = DELIVERIES;
  protected readonly now = '2026-11-22T07:28:10Z';
  protected readonly in14Minutes = '2026-11-22T07:43:04Z';
  protected readonly in55Seconds = '2026-11-22T07:29:05Z';
}
