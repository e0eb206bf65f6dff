import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OwnCredential } from '@daiko/contracts';
import {
  Badge,
  formatDate,
  formatDateTime,
  LoadState,
  type BadgeKind,
  type Fetched,
  type IconName,
} from '@daiko/client-ui';

const STATES: Record<OwnCredential['state'], { text: string; kind: BadgeKind; icon: IconName }> = {
  invited: { text: '確認待ち', kind: 'info', icon: 'clock' },
  active: { text: '設定済み', kind: 'ok', icon: 'ok' },
  suspended: { text: '停止中', kind: 'neutral', icon: 'stop' },
};

/** ログイン情報: the one login of the customer, and how to change it. */
@Component({
  selector: 'app-credential-facts',
  imports: [Badge, LoadState, RouterLink],
  host: { class: 'stack stack--16' },
  template: `
    <ui-load-state [status]="credential().status()" [lines]="5" (retry)="credential().reload()">
      @if (credential().value(); as own) {
        <dl class="defs">
          <dt>現在のログインID</dt>
          <dd>{{ own.loginIdMasked }}</dd>
          <dt>状態</dt>
          <dd>
            <ui-badge [kind]="states[own.state].kind" [icon]="states[own.state].icon">{{
              states[own.state].text
            }}</ui-badge>
          </dd>
          <dt>パスワード</dt>
          <dd>
            {{ own.passwordChangedAt ? date(own.passwordChangedAt) + 'に変更' : 'まだ変更していません' }}
          </dd>
          <dt>前回のログイン</dt>
          <dd>{{ own.previousSignInAt ? dateTime(own.previousSignInAt) : '今回が初めてです' }}</dd>
          <dt>PINコードの通知先</dt>
          <dd>{{ own.destinationCount }}件</dd>
        </dl>
      }
    </ui-load-state>
    <div class="actions">
      <a class="button button--secondary" routerLink="/mypage/credential/login-id">ログインIDを変更する</a>
      <a class="button button--secondary" routerLink="/mypage/credential/password">パスワードを変更する</a>
    </div>
  `,
})
export class CredentialFacts {
  readonly credential = input.required<Fetched<OwnCredential>>();
  protected readonly states = STATES;
  protected readonly date = formatDate;
  protected readonly dateTime = formatDateTime;
}
