import { Component, input, signal } from '@angular/core';
import { addressed, type CustomerHeader } from '@daiko/contracts';
import { CopyButton, Icon } from '@daiko/client-ui';
import { onNavigation } from './on-navigation';

/** `お客様ID:01058734 / 環境 太郎 様`, always visible on phones; a tap shows the rest. */
@Component({
  selector: 'app-customer-band',
  imports: [CopyButton, Icon],
  host: { class: 'idband only-sp' },
  template: `
    <details class="idbar" [open]="open()" (toggle)="open.set(details.open)" #details>
      <summary class="idbar__line">
        <span translate="no"
          >お客様ID:{{ customer().customerId }} / {{ addressed(customer().customerName) }}</span
        >
        <ui-icon name="down" />
      </summary>
      <div class="idbar__sheet">
        <dl class="defs">
          <dt>お客様ID</dt>
          <dd class="row">
            <strong translate="no">{{ customer().customerId }}</strong>
            <ui-copy-button [text]="customer().customerId" label="お客様IDをコピー" [block]="true" />
          </dd>
          <dt>ランク</dt>
          <dd>{{ customer().rankName }}</dd>
          <dt>会員区分</dt>
          <dd>{{ customer().memberClassName }}</dd>
          @if (customer().parentDealerName; as parentDealerName) {
            <dt>上位店</dt>
            <dd>{{ parentDealerName }}</dd>
          }
        </dl>
      </div>
    </details>
  `,
})
export class CustomerBand {
  readonly customer = input.required<CustomerHeader>();
  protected readonly open = signal(false);
  protected readonly addressed = addressed;

  constructor() {
    onNavigation(() => this.open.set(false));
  }
}
