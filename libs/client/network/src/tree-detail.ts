import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CustomerCard } from '@daiko/contracts';
import { Card, fetched, formatDateTime, LoadState, LoginBadge, type Fetched } from '@daiko/client-ui';
import { NetworkClient } from './network-client';

/** A short view of the customer who is selected in the tree. */
@Component({
  selector: 'app-tree-detail',
  imports: [Card, LoadState, LoginBadge, RouterLink],
  template: `
    @if (card(); as card) {
      <ui-card cardId="detail" [heading]="card.value()?.customerName ?? 'お客様'">
        @if (card.value(); as customer) {
          <ui-login-badge cardAside [status]="customer.loginStatus" [count]="customer.loginCount" />
        }
        <ui-load-state [status]="card.status()" [lines]="7" (retry)="card.reload()">
          @if (card.value(); as customer) {
            <dl class="defs">
              <dt>お客様ID</dt>
              <dd>
                <strong>{{ customer.customerId }}</strong>
              </dd>
              <dt>カナ</dt>
              <dd>{{ customer.customerKana }}</dd>
              <dt>ランク</dt>
              <dd>{{ customer.rankName }}</dd>
              <dt>会員区分</dt>
              <dd>{{ customer.memberClassName }}</dd>
              <dt>下位店</dt>
              <dd>直下 {{ customer.childCount }}件 / 配下 {{ customer.belowCount }}件</dd>
              <dt>最終ログイン</dt>
              <dd>{{ customer.lastSignInAt ? dateTime(customer.lastSignInAt) : 'まだありません' }}</dd>
            </dl>
            <div class="actions">
              <a class="button button--secondary" [routerLink]="['/masters/customers', customer.customerId]"
                >詳細を見る</a
              >
            </div>
            @if (customer.changeable) {
              <p>
                <a [routerLink]="['/masters/customers', customer.customerId, 'move']">上位店を変更する</a>
                @if (customer.belowCount > 0) {
                  <span class="muted">　配下 {{ customer.belowCount }}件も一緒に移ります</span>
                }
              </p>
            }
          }
        </ui-load-state>
      </ui-card>
    }
  `,
})
export class TreeDetail {
  readonly customerId = input.required<string>();

  private readonly client = inject(NetworkClient);
  protected readonly card = signal<Fetched<CustomerCard> | null>(null);
  protected readonly dateTime = formatDateTime;

  constructor() {
    effect(() => {
      const customerId = this.customerId();
      untracked(() => this.card.set(fetched(() => this.client.card(customerId))));
    });
  }
}
