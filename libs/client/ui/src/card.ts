import { Component, input } from '@angular/core';

/** One subject of a page, with its heading. Content with the attribute `cardAside` is shown beside the heading. */
@Component({
  selector: 'ui-card',
  host: {
    class: 'card',
    role: 'region',
    '[class.card--attention]': 'kind() === "attention"',
    '[class.card--quiet]': 'kind() === "quiet"',
    '[attr.aria-labelledby]': 'within() + " " + cardId() + "-title"',
  },
  template: `
    <div class="card__head">
      @if (level() === 2) {
        <h2 class="card__title" [id]="cardId() + '-title'">{{ heading() }}</h2>
      } @else {
        <h3 class="card__title" [id]="cardId() + '-title'">{{ heading() }}</h3>
      }
      <ng-content select="[cardAside]" />
    </div>
    <div class="card__body" [class.card__body--flush]="flush()"><ng-content /></div>
  `,
})
export class Card {
  /** Unique on the page. */
  readonly cardId = input.required<string>();
  readonly heading = input.required<string>();
  /** Id of the heading of the surrounding part, if other parts have a card with the same heading. */
  readonly within = input('');
  readonly level = input<2 | 3>(2);
  readonly kind = input<'plain' | 'attention' | 'quiet'>('plain');
  /** Without padding, for lists and tables that reach the border. */
  readonly flush = input(false);
}
