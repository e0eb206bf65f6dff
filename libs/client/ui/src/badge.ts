import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-shapes';

export type BadgeKind = 'neutral' | 'ok' | 'info' | 'warn' | 'error' | 'solid' | 'plain';

/** A state as a word and an icon, never only as a colour. */
@Component({
  selector: 'ui-badge',
  imports: [Icon],
  host: { '[class]': '"badge badge--" + kind()' },
  template: `
    @if (icon(); as name) {
      <ui-icon [name]="name" />
    }
    <ng-content />
  `,
})
export class Badge {
  readonly kind = input<BadgeKind>('neutral');
  readonly icon = input<IconName>();
}
