import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-shapes';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const NOTICE_ICONS: Record<NoticeKind, IconName> = {
  info: 'info',
  success: 'ok',
  warning: 'alert',
  error: 'error',
};

/** An important message that stays on the page. The heading contains the message; the content adds details. */
@Component({
  selector: 'ui-notice',
  imports: [Icon],
  host: { '[class]': '"notice notice--" + kind()', '[attr.role]': 'live() ? "status" : null' },
  template: `
    <ui-icon [name]="icon()" />
    <div class="notice__body">
      @if (level() === 2) {
        <h2 class="notice__title">{{ heading() }}</h2>
      } @else {
        <p class="notice__title">{{ heading() }}</p>
      }
      <ng-content />
    </div>
  `,
})
export class Notice {
  readonly kind = input<NoticeKind>('info');
  readonly heading = input.required<string>();
  /** 2 if the notice is the heading of a part of the page; 0 for a plain sentence. */
  readonly level = input<0 | 2>(0);
  /** Read out when it appears or changes. Turned off if the focus moves to it anyway. */
  readonly live = input(false);
  protected readonly icon = computed(() => NOTICE_ICONS[this.kind()]);
}
