import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Icon, menuFor } from '@daiko/client-ui';
import { SignOut } from './sign-out';

/** The menu band of the PC screen. */
@Component({
  selector: 'app-main-menu',
  imports: [Icon, RouterLink, RouterLinkActive],
  template: `
    <nav class="menubar only-pc" aria-label="メインメニュー">
      <ul class="menubar__list">
        @for (entry of menu(); track entry.path) {
          <li class="menubar__item">
            <a
              class="menubar__link"
              [routerLink]="entry.path"
              routerLinkActive
              ariaCurrentWhenActive="page"
              >{{ entry.label }}</a
            >
          </li>
        }
        <li class="menubar__item menubar__item--last">
          <button class="menubar__link" type="button" (click)="signOut.run()">
            <ui-icon name="logout" />ログアウト
          </button>
        </li>
      </ul>
    </nav>
  `,
})
export class MainMenu {
  private readonly session = inject(SessionStore).session;
  protected readonly menu = computed(() => menuFor(this.session()?.role));
  protected readonly signOut = inject(SignOut);
}
