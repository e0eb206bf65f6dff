import { Component, computed, input } from '@angular/core';
import { CHANNEL_NAMES, type Alarm, type AlarmSubject, type DeliveryOverview } from '@daiko/contracts';
import { Notice } from '@daiko/client-ui';
import { formatSeconds } from './state-words';

interface AlarmText {
  heading: string;
  text: string;
}

/** The problems that a person has to look at now, and the channels that are switched off. */
@Component({
  selector: 'app-alarm-notices',
  imports: [Notice],
  host: { class: 'stack stack--12 mostly-empty', role: 'status' },
  template: `
    @for (alarm of alarms(); track $index) {
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

/** An alarm in plain words: what is wrong, and what to do about it. */
export function alarmText({ code, channel, subject, seconds }: Alarm): AlarmText {
  const name = channel === null ? '通知' : CHANNEL_NAMES[channel];
  switch (code) {
    case 'pin_late':
      return {
        heading: `${name}が遅れています`,
        text: `いちばん古いPINコードが ${formatSeconds(seconds)} 待っています (目安 30秒)。続く場合は、理由を付けて${name}を停止してください。`,
      };
    case 'delivery.late':
      return { heading: `${name}が遅れています`, text: '30秒以上待っている通知があります。' };
    case 'provider.open':
      return {
        heading: `${name}の${subject?.id === 'second' ? '予備' : '主'}の送信会社を休ませています`,
        text: '続けて失敗したためです。少し置いて、自動でもう一度試します。',
      };
    case 'budget.spent':
      return {
        heading: `${name}の1日の上限に達しました`,
        text: `対象: ${subjectText(subject)}。明日0時に戻ります。上限は設定で変えられます。`,
      };
    default:
      return securityText(code, subject);
  }
}

/** The texts of alarms that have nothing to do with a channel. */
function securityText(
  code: 'pin.guessing' | 'sign_in.spraying' | 'pepper.missing' | 'import.unforeseen',
  subject: AlarmSubject | null,
): AlarmText {
  if (code === 'pin.guessing')
    return {
      heading: 'PINコードの入力誤りが急に増えています',
      text: '多くのお客様に対して、PINコードの推測が行われている可能性があります。さらに増えると、PINコードの確認に数秒の計算が加わります。入力誤りが減ると、この表示は自動で消えます。',
    };
  if (code === 'sign_in.spraying')
    return {
      heading: 'パスワードの入力誤りが急に増えています',
      text: `多くのログインIDに対して、パスワードの推測が行われている可能性があります。対象: ${subjectText(subject)}。接続元は監査証跡で確認できます。1時間続けて起きなければ、この表示は自動で消えます。`,
    };
  if (code === 'import.unforeseen')
    return {
      heading: '取り込みで、予想していない値がありました',
      text: 'その行だけを取り込まず、ほかの行は取り込みました。取込エラー.csv のエラー番号を、システムの担当者へご連絡ください。次の取り込みで起きなければ、この表示は消えます。',
    };
  return {
    heading: 'ログインできないお客様がいます',
    text: `パスワードの保護に使った鍵「${subject?.id ?? ''}」が設定 (PEPPER_KEYS) から外れています。鍵を戻すまで、該当するお客様はパスワードのリセットが必要です。`,
  };
}

const SUBJECT_TEXTS: Record<AlarmSubject['scope'], (id: string) => string> = {
  block: (id) => `${id.replace('+81', '0')} で始まる電話番号`,
  dealer: (id) => `上位店 ${id} の配下`,
  address: (id) => `1つの接続元 (${id})`,
  provider: (id) => id,
  key: (id) => id,
  all: () => '全体',
};

function subjectText(subject: AlarmSubject | null): string {
  return subject === null ? '全体' : SUBJECT_TEXTS[subject.scope](subject.id);
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
