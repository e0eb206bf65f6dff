import { Component, input } from '@angular/core';
import type { OwnCustomer } from '@daiko/contracts';
import { Card, LoadState, type Fetched } from '@daiko/client-ui';

/** お客様情報: what the system knows about the logged-in customer. */
@Component({
  selector: 'app-customer-card',
  imports: [Card, LoadState],
  template: `
    <ui-card cardId="customer" heading="お客様情報">
      <ui-load-state [status]="customer().status()" [lines]="8" (retry)="customer().reload()">
        @if (customer().value(); as own) {
          <dl class="defs">
            <dt>お客様ID</dt>
            <dd>
              <strong translate="no">{{ own.customerId }}</strong>
            </dd>
            <dt>お客様名</dt>
            <dd>
              {{ own.customerName }}<br /><span class="muted">{{ own.customerKana }}</span>
            </dd>
            <dt>ランク</dt>
            <dd>{{ own.rankName }}</dd>
            <dt>会員区分</dt>
            <dd>{{ own.memberClassName }}</dd>
            @if (own.parentDealerName) {
              <dt>上位店</dt>
              <dd>{{ own.parentDealerName }}</dd>
            }
            @if (own.helpDesk; as desk) {
              <dt>問い合わせ先</dt>
              <dd>{{ desk.role }} {{ desk.name }}<br />{{ desk.phone }}</dd>
            }
            <dt>住所</dt>
            <dd>
              @if (own.postalCode) {
                〒{{ own.postalCode }}<br />
              }
              {{ own.address ?? '登録されていません' }}
            </dd>
            <dt>電話</dt>
            <dd>
              @for (phone of own.phones; track phone) {
                <span class="line">{{ phone }}</span>
              } @empty {
                登録されていません
              }
            </dd>
            @if (own.registrationNumber) {
              <dt>登録番号</dt>
              <dd>{{ own.registrationNumber }}</dd>
            }
          </dl>
        }
      </ui-load-state>
    </ui-card>
  `,
})
export class CustomerCard {
  readonly customer = input.required<Fetched<OwnCustomer>>();
}
