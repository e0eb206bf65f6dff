import { Component, computed, input } from '@angular/core';
import type { LoginStatus } from '@daiko/contracts';
import { Badge, type BadgeKind } from './badge';
import type { IconName } from './icon-shapes';

/** ログイン状況 as all pages show it: a word and an icon. */
export const LOGIN_WORDS: Record<LoginStatus, { text: string; kind: BadgeKind; icon: IconName }> = {
  active: { text: '設定済み', kind: 'ok', icon: 'ok' },
  none: { text: '未設定', kind: 'neutral', icon: 'none' },
  invited: { text: '確認待ち', kind: 'info', icon: 'clock' },
  several: { text: '複数あり', kind: 'warn', icon: 'layers' },
  bouncing: { text: 'メール不達', kind: 'error', icon: 'mailFailed' },
  suspended: { text: '停止中', kind: 'neutral', icon: 'stop' },
};

/** ログイン状況 of one customer. */
@Component({
  selector: 'ui-login-badge',
  imports: [Badge],
  template: '<ui-badge [kind]="words().kind" [icon]="words().icon">{{ text() }}</ui-badge>',
})
export class LoginBadge {
  readonly status = input.required<LoginStatus>();
  /** The number of logins; shown if there are several. */
  readonly count = input(0);

  protected readonly words = computed(() => LOGIN_WORDS[this.status()]);
  protected readonly text = computed(() =>
    this.status() === 'several' ? `${this.words().text} (${this.count()}件)` : this.words().text,
  );
}
