import { Component, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LOG_PERIODS, CHANNELS, MESSAGE_KINDS } from '@daiko/contracts';
import { formatClock, LoadState, Notice, SectionBar } from '@daiko/client-ui';
import { AlarmNotices } from './alarm-notices';
import { ChannelTable } from './channel-table';
import { DeliveryOverviewState } from './delivery-overview-state';
import { NotificationList } from './notification-list';
import { Refresh } from './refresh';
import { SituationTiles } from './situation-tiles';

/** 通知の運用: what is being sent, what is not and why, and what can be done about it. */
@Component({
  selector: 'app-delivery-page',
  imports: [
    AlarmNotices,
    ChannelTable,
    LoadState,
    Notice,
    NotificationList,
    RouterLink,
    SectionBar,
    SituationTiles,
  ],
  providers: [DeliveryOverviewState, Refresh],
  template: `
    <div class="stack">
      <ui-section-bar heading="通知の運用">
        <p class="bar__aside">
          @if (overview.overview(); as now) {
            {{ clock(now.now) }} 時点　{{
              refresh.paused() ? '自動更新を休んでいます' : '自動で更新しています'
            }}
          } @else if (overview.status() === 'loading') {
            最新の状況を読み込んでいます…
          }
        </p>
      </ui-section-bar>
      @if (overview.stale() && overview.overview()) {
        <ui-notice kind="error" heading="更新できませんでした" [live]="true">
          <p>表示しているのは前回の内容です。つながりしだい、自動で更新します。</p>
        </ui-notice>
      }
      <ui-load-state [status]="overview.status()" [lines]="6" (retry)="refresh.now()">
        @if (overview.overview(); as now) {
          <div class="stack">
            <app-alarm-notices [now]="now" />
            <section aria-labelledby="now-title" class="stack stack--12">
              <h2 class="heading-3" id="now-title">いまの状況</h2>
              <app-situation-tiles [now]="now" />
            </section>
            <section aria-labelledby="channels-title" class="stack stack--12">
              <h2 class="heading-3" id="channels-title">通知方法ごとの成功率 (1時間)</h2>
              <app-channel-table [channels]="now.channels" />
            </section>
          </div>
        }
      </ui-load-state>
      <app-notification-list />
      <ul class="bullets">
        <li><a routerLink="/ops/messages">通知文の一覧</a></li>
        <li>
          <a href="/ops/queues" target="_blank" rel="noopener"
            >送信待ちの内部の状況 (技術者用、別のタブで開きます)</a
          >
        </li>
      </ul>
    </div>
  `,
})
export class DeliveryPage {
  readonly group = input<string>();
  readonly channel = input<string>();
  readonly kind = input<string>();
  readonly period = input<string>();

  protected readonly overview = inject(DeliveryOverviewState);
  protected readonly refresh = inject(Refresh);
  protected readonly clock = formatClock;

  constructor() {
    this.refresh.start(() => this.overview.look());
    effect(() => {
      const filter = {
        group: known(['failed', 'waiting'], this.group()),
        channel: known(CHANNELS, this.channel()),
        kind: known(MESSAGE_KINDS, this.kind()),
        period: known(LOG_PERIODS, this.period()),
      };
      untracked(() => void this.overview.narrow(filter));
    });
  }
}

/** A value from the URL, if it is one of the known values. */
function known<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((one) => one === value);
}
