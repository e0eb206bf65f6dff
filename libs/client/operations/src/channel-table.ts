import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CHANNEL_NAMES, type ChannelHealth } from '@daiko/contracts';
import { Badge, Icon, type IconName } from '@daiko/client-ui';
import { formatSeconds, formatShare, type StateWord } from './state-words';

const ICONS: Record<ChannelHealth['channel'], IconName> = { voice: 'phone', sms: 'sms', email: 'mail' };
/** A step of the trend stands out if its share is below this value. */
const LOW = 0.9;
const HEIGHT = 28;

/** 通知方法ごとの成功率, and the switch for each channel. */
@Component({
  selector: 'app-channel-table',
  imports: [Badge, Icon, RouterLink],
  template: `
    <div class="table-scroll" tabindex="0" role="region" aria-label="通知方法ごとの成功率の表">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">通知方法</th>
            <th scope="col">状態</th>
            <th scope="col" class="num">送信</th>
            <th scope="col" class="num">成功率</th>
            <th scope="col" class="only-pc">成功率の推移 (5分ごと)</th>
            <th scope="col" class="num">半数</th>
            <th scope="col" class="num">95%</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          @for (row of channels(); track row.channel) {
            <tr>
              <th scope="row" class="nowrap">
                <ui-icon [name]="icons[row.channel]" /> {{ names[row.channel] }}
              </th>
              <td>
                <ui-badge [kind]="wordOf(row).kind" [icon]="wordOf(row).icon">{{
                  wordOf(row).text
                }}</ui-badge>
              </td>
              <td class="num">{{ row.messages }}</td>
              <td class="num">
                {{ share(row) }}
                @for (provider of shares(row); track provider.slot) {
                  <span class="table__sub"
                    >{{ provider.slot === 'first' ? '主' : '予備' }} {{ share(provider) }}</span
                  >
                }
              </td>
              <td class="only-pc">
                <svg class="spark" viewBox="0 0 144 28" width="144" height="28" aria-hidden="true">
                  @for (bar of barsOf(row); track $index) {
                    <rect
                      [attr.x]="$index * 12"
                      [attr.y]="bar.y"
                      width="9"
                      [attr.height]="bar.height"
                      [attr.class]="bar.class"
                    />
                  }
                </svg>
              </td>
              <td class="num">{{ seconds(row.p50Seconds) }}</td>
              <td class="num">{{ seconds(row.p95Seconds) }}</td>
              <td>
                <a
                  class="button button--secondary button--xs"
                  [routerLink]="['/ops/outages', row.channel]"
                  [attr.aria-label]="names[row.channel] + (row.outage ? 'を再開する' : 'を停止する')"
                  >{{ row.outage ? '再開する' : '停止する' }}</a
                >
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class ChannelTable {
  readonly channels = input.required<readonly ChannelHealth[]>();

  protected readonly icons = ICONS;
  protected readonly names = CHANNEL_NAMES;
  protected readonly seconds = formatSeconds;
  protected readonly share = formatShare;
  protected readonly wordOf = channelWord;

  /** The share of each provider, if there were two. */
  protected shares({ providers }: ChannelHealth): ChannelHealth['providers'] {
    return providers.length > 1 ? providers : [];
  }

  /** A full bar means 100 %; a grey line means that nothing was sent. */
  protected barsOf({ trend }: ChannelHealth): { y: number; height: number; class: string | null }[] {
    return trend.map(({ over, succeeded }) => {
      if (over === 0) return { y: HEIGHT - 2, height: 2, class: 'spark__none' };
      const height = Math.max(2, (HEIGHT * succeeded) / over);
      return { y: HEIGHT - height, height, class: succeeded / over < LOW ? 'spark__low' : null };
    });
  }
}

/** The state of a channel: 停止中 takes precedence over everything else. */
export function channelWord({ outage, oldestPinSeconds, over, succeeded }: ChannelHealth): StateWord {
  if (outage !== null) return { text: '停止中', kind: 'neutral', icon: 'stop' };
  if ((oldestPinSeconds ?? 0) > 30) return { text: '遅延', kind: 'warn', icon: 'alert' };
  if (over > 0 && succeeded / over < LOW) return { text: '失敗が多い', kind: 'error', icon: 'error' };
  return { text: '正常', kind: 'ok', icon: 'ok' };
}
