import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-shapes';

export type BadgeKind = 'neutral' | 'ok' | 'info' | 'warn' | 'error' | 'solid' | 'plain';

/** A state in a word and an icon, never in a colour alone. */
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
