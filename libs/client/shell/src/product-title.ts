import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OPERATOR_NAME, PRODUCT_NAME } from '@daiko/contracts';

/** 環境保全研究所 業務代行クラウドシステム, with a link to the first page. */
@Component({
  selector: 'app-product-title',
  imports: [RouterLink],
  template: `
    <p class="masthead__name">
      <a [routerLink]="path()"
        >{{ operator }} <span class="masthead__product">{{ product }}</span></a
      >
    </p>
  `,
})
export class ProductTitle {
  readonly path = input.required<string>();
  protected readonly operator = OPERATOR_NAME;
  protected readonly product = PRODUCT_NAME;
}
