import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, LoginBadge } from '@daiko/client-ui';
import { TreeState } from './tree-state';

/** The tree on the phone: one dealer at a time, and the way back up. */
@Component({
  selector: 'app-tree-drill',
  imports: [Icon, LoginBadge, RouterLink],
  host: { class: 'stack stack--12' },
  template: `
    @if (here(); as here) {
      @if (here.above.length > 0) {
        <nav aria-label="ツリーの現在地">
          <p class="trail">
            @for (step of here.above; track step.customerId) {
              <a [routerLink]="[]" [queryParams]="{ of: step.customerId }">{{ step.customerName }}</a>
              <ui-icon name="next" />
            }
            <span aria-current="page">{{ here.node.customerName }}</span>
          </p>
        </nav>
      }
      <div class="row row--between">
        <h2 class="heading-2">{{ here.node.customerName }}</h2>
        <ui-login-badge [status]="here.node.loginStatus" [count]="here.node.loginCount" />
      </div>
      <p class="muted">
        {{ here.node.customerId }}　{{ here.node.rankName }}　直下 {{ here.node.childCount }}件 / 配下
        {{ here.belowCount }}件
      </p>
      <div class="actions">
        <a class="button button--secondary" [routerLink]="['/masters/customers', here.node.customerId]"
          >詳細を見る</a
        >
      </div>
      <ul class="drill" aria-label="下位店">
        @for (child of here.children; track child.customerId) {
          <li>
            <a class="drill__link" [routerLink]="link(child)" [queryParams]="query(child)">
              <span>
                <span class="drill__name">{{ child.customerName }}</span>
                <span class="drill__meta drill__meta--facts">
                  <span>{{ child.customerId }}</span>
                  @if (child.childCount > 0) {
                    <span>下位店 {{ child.childCount }}件</span>
                  }
                  <ui-login-badge [status]="child.loginStatus" [count]="child.loginCount" />
                </span>
              </span>
              <ui-icon name="next" />
            </a>
          </li>
        }
      </ul>
      @if (state.remaining(here.node) > 0) {
        <button class="button button--secondary" type="button" (click)="state.more(here.node.customerId)">
          さらに表示 (残り {{ state.remaining(here.node) }}件)
        </button>
      }
    }
  `,
})
export class TreeDrill {
  readonly selected = input.required<string>();

  protected readonly state = inject(TreeState);
  protected readonly here = computed(() => this.state.of(this.selected()));

  /** A customer with no customers below is shown as a card instead of being opened. */
  protected link({ customerId, childCount }: { customerId: string; childCount: number }): string[] {
    return childCount > 0 ? [] : ['/masters/customers', customerId];
  }

  protected query({ customerId, childCount }: { customerId: string; childCount: number }) {
    return childCount > 0 ? { of: customerId } : null;
  }
}
