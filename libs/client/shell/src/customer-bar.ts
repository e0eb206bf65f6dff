import { Component, input } from '@angular/core';
import type { CustomerHeader } from '@daiko/contracts';
import { CopyButton } from '@daiko/client-ui';

/**
 * お客様ID and the data that belongs to it, at the top of every page for logged-in customers on PC. The wording is that
 * of the announcement.
 */
@Component({
  selector: 'app-customer-bar',
  imports: [CopyButton],
  host: { class: 'whoami' },
  template: `
    <div class="whoami__line">
      <div class="whoami__id">
        <p>
          <span class="whoami__key">お客様ID : </span
          ><span class="whoami__value whoami__value--id" translate="no">{{ customer().customerId }}</span>
        </p>
        <ui-copy-button [text]="customer().customerId" label="お客様IDをコピー" />
      </div>
      <p>
        <span class="whoami__key">お客様名 : </span
        ><span class="whoami__value">{{ customer().customerName }}</span>
      </p>
      <p>
        <span class="whoami__key">ランク : </span><span class="whoami__value">{{ customer().rankName }}</span>
      </p>
    </div>
    <p>
      <span class="whoami__key">会員区分 : </span
      ><span class="whoami__value">{{ customer().memberClassName }}</span>
      @if (customer().parentDealerName; as parentDealerName) {
        &ngsp;<span class="whoami__key whoami__gap">上位店 : </span
        ><span class="whoami__value">{{ parentDealerName }}</span>
      }
    </p>
  `,
})
export class CustomerBar {
  readonly customer = input.required<CustomerHeader>();
}
