import { Component, computed, input } from '@angular/core';
import { CHANNEL_NAMES, type Alarm, type DeliveryOverview } from '@daiko/contracts';
import { Notice } from '@daiko/client-ui';
import { formatSeconds } from './words';

interface AlarmText {
  heading: string;
  text: string;
}

/** What a person has to look at now, and what is switched off. */
@Component({
  selector: 'app-alarm-notices',
  imports: [Notice],
  host: { class: 'stack stack--12 mostly-empty', role: 'status' },
  template: `
    @for (alarm of alarms(); track alarm.heading) {
      <ui-notice kind="warning" [level]="2" [heading]="alarm.heading">
        <p>{{ alarm.text }}</p>
      </ui-notice>
    }
    @for (outage of outages(); track outage.heading) {
      <ui-notice kind="info" [level]="2" [heading]="outage.heading">
        <p>{{ outage.text }}</p>
      </ui-notice>
    }
  `,
})
export class AlarmNotices {
  readonly now = input.required<DeliveryOverview>();

  protected readonly alarms = computed(() => this.now().alarms.map(alarmText));
  protected readonly outages = computed(() => this.now().channels.flatMap(outageText));
}

/** An alarm in plain words: what is wrong, and what it means. */
export function alarmText({ code, channel, value }: Alarm): AlarmText {
  const name = channel === null ? '通知' : CHANNEL_NAMES[channel];
  if (code !== 'pin_late') return { heading: `${name}の警告があります`, text: `警告: ${code}` };
  return {
    heading: `${name}が遅れています`,
    text: `いちばん古いPINコードが ${formatSeconds(value)} 待っています (目安 30秒)。続く場合は、理由を付けて${name}を停止してください。`,
  };
}

function outageText({ channel, outage }: DeliveryOverview['channels'][number]): AlarmText[] {
  if (outage === null) return [];
  const name = CHANNEL_NAMES[channel];
  return [
    {
      heading: `${name}を停止しています`,
      text: `利用者には「現在、${name}が届きにくくなっています」と理由「${outage.reason}」を表示中です。停止した職員: ${outage.by}`,
    },
  ];
}
