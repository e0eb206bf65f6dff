import { Component, computed, inject, type ElementRef, viewChild } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Icon, menuFor, TABS } from '@daiko/client-ui';
import { onNavigation } from './on-navigation';
import { SignOut } from './sign-out';

/** The bar at the bottom on phones, and the drawer with the whole menu. */
@Component({
  selector: 'app-tab-bar',
  imports: [Icon, RouterLink, RouterLinkActive],
  host: { class: 'tabband only-sp' },
  template: `
    <nav class="tabbar" aria-label="おもなメニュー">
      <ul class="tabbar__list">
        @for (tab of tabs; track tab.path) {
          <li>
            <a class="tabbar__link" [routerLink]="tab.path" routerLinkActive ariaCurrentWhenActive="page">
              <ui-icon [name]="tab.icon" />{{ tab.label }}
            </a>
          </li>
        }
        <li>
          <button class="tabbar__link" type="button" aria-haspopup="dialog" (click)="drawer.showModal()">
            <ui-icon name="menu" />メニュー
          </button>
        </li>
      </ul>
    </nav>
    <dialog #drawer class="drawer" aria-labelledby="drawer-title">
      <div class="drawer__head">
        <h2 class="drawer__title" id="drawer-title">メニュー</h2>
        <button class="button button--tertiary" type="button" (click)="drawer.close()">
          <ui-icon name="close" />閉じる
        </button>
      </div>
      <ul>
        @for (entry of menu(); track entry.path) {
          <li>
            <a class="drawer__link" [routerLink]="entry.path" routerLinkActive ariaCurrentWhenActive="page">{{
              entry.label
            }}</a>
          </li>
        }
        <li>
          <button class="drawer__link" type="button" (click)="leave()">
            <ui-icon name="logout" />ログアウト
          </button>
        </li>
      </ul>
    </dialog>
  `,
})
export class TabBar {
  private readonly session = inject(SessionStore).session;
  protected readonly menu = computed(() => menuFor(this.session()?.role));
  protected readonly tabs = TABS;
  private readonly drawer = viewChild.required<ElementRef<HTMLDialogElement>>('drawer');
  private readonly signOut = inject(SignOut);

  constructor() {
    onNavigation(() => this.drawer().nativeElement.close());
  }

  protected async leave(): Promise<void> {
    this.drawer().nativeElement.close();
    await this.signOut.run();
  }
}
