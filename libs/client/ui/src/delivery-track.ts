import { Component, computed, input } from '@angular/core';
import type { Delivery } from '@daiko/contracts';
import { formatClock } from './text/date-time';
import { DELIVERY_TEXTS, deliverySteps } from './delivery-steps';

/**
 * The delivery steps of a message, with the times of the server. Screen readers read out the newest state, but not
 * the list. The page explains why a message failed.
 */
@Component({
  selector: 'ui-delivery-track',
  // If the browser translated these texts, they would no longer follow the delivery.
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
