import { Component, computed, input } from '@angular/core';
import type { Delivery } from '@daiko/contracts';
import { formatClock } from './text/date-time';
import { DELIVERY_TEXTS, deliverySteps } from './delivery-steps';

/** Where a message is on its way, with the server's times. The newest state is read out; the list is not. Why it failed, the page says. */
@Component({
  selector: 'ui-delivery-track',
  // Translated texts would not follow the delivery any more.
  host: { class: 'stack stack--8', translate: 'no' },
  template: `
    <p class="visually-hidden" role="status">{{ stateText() }}</p>
    <ol class="track" aria-label="通知の状況">
      @for (step of steps(); track step.state) {
        <li [class]="'track__item track__item--' + step.mark">
          {{ step.text }}
          @if (step.at) {
            <span class="track__time">{{ clock(step.at) }}</span>
          }
        </li>
      }
    </ol>
  `,
})
export class DeliveryTrack {
  readonly delivery = input.required<Delivery>();
  protected readonly steps = computed(() => deliverySteps(this.delivery()));
  protected readonly stateText = computed(() => DELIVERY_TEXTS[this.delivery().state]);
  protected readonly clock = formatClock;
}
