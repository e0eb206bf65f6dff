import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CustomerCard } from '@daiko/contracts';
import {
  Card,
  CopyButton,
  Crumbs,
  fetched,
  formatDateTime,
  Icon,
  LoadState,
  LoginBadge,
  Notice,
  SectionBar,
  type Fetched,
} from '@daiko/client-ui';
import { CONTACT_KINDS, type ContactKind } from './contact-kinds';
import { ABOVE_CUSTOMERS } from './crumbs-above';
import { NetworkClient } from './network-client';

/** お客様情報: what a dealer sees of a customer below, and the ways on from there. */
@Component({
  selector: 'app-card-page',
  imports: [Card, CopyButton, Crumbs, Icon, LoadState, LoginBadge, Notice, RouterLink, SectionBar],
  templateUrl: './card-page.html',
})
export class CardPage {
  readonly customerId = input.required<string>();

  private readonly client = inject(NetworkClient);
  protected readonly above = ABOVE_CUSTOMERS;
  /** Anew for each customer: from the path above one comes to another by the same page. */
  protected readonly card = signal<Fetched<CustomerCard> | null>(null);
  protected readonly dateTime = formatDateTime;

  constructor() {
    effect(() => {
      const customerId = this.customerId();
      untracked(() => this.card.set(fetched(() => this.client.card(customerId))));
    });
  }

  protected kindOf(kind: ContactKind): string {
    return CONTACT_KINDS[kind];
  }

  protected print(): void {
    window.print();
  }
}
