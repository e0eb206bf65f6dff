import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { addressed, type CustomerCard } from '@daiko/contracts';
import { SubmitState } from '@daiko/client-forms';
import { ApiProblem, SessionStore } from '@daiko/client-session';
import {
  Card,
  CopyButton,
  ErrorSummary,
  fetched,
  formatDateTime,
  Icon,
  LoadState,
  LoginBadge,
  SectionBar,
  type Fetched,
} from '@daiko/client-ui';
import { AppointmentNotice } from './appointment-notice';
import { CONTACT_KINDS, type ContactKind } from './contact-kinds';
import { NetworkClient } from './network-client';
import { PasskeyPanel } from './passkey-panel';
import { RecoveryPanel } from './recovery-panel';

/** お客様情報: what a dealer sees of a customer below, and links to further pages. */
@Component({
  selector: 'app-card-page',
  imports: [
    AppointmentNotice,
    Card,
    CopyButton,
    ErrorSummary,
    Icon,
    LoadState,
    LoginBadge,
    PasskeyPanel,
    RecoveryPanel,
    RouterLink,
    SectionBar,
  ],
  providers: [SubmitState],
  templateUrl: './card-page.html',
})
export class CardPage {
  readonly customerId = input.required<string>();

  private readonly client = inject(NetworkClient);
  private readonly session = inject(SessionStore).session;
  protected readonly submits = inject(SubmitState);
  private readonly outcome = viewChild<ElementRef<HTMLElement>>('outcome');
  protected readonly outcomeText = signal('');
  /** The one form of this page that is open. */
  protected readonly asking = signal<'recovery' | 'passkeys' | null>(null);
  protected readonly isOperator = computed(() => this.session()?.role === 'operator');
  /** Loaded again for each customer, because the path above leads to another customer on the same page. */
  protected readonly card = signal<Fetched<CustomerCard | null> | null>(null);
  protected readonly dateTime = formatDateTime;
  protected readonly addressed = addressed;

  constructor() {
    effect(() => {
      const customerId = this.customerId();
      untracked(() => {
        this.outcomeText.set('');
        this.asking.set(null);
        this.card.set(fetched(() => this.find(customerId), isNobody));
      });
    });
  }

  /** @returns null if there is no customer with this お客様ID, so that another try would not help */
  private async find(customerId: string): Promise<CustomerCard | null> {
    try {
      return await this.client.card(customerId);
    } catch (error) {
      if (ApiProblem.is(error, 'customer.unknown', 'route.unknown', 'request.invalid')) return null;
      throw error;
    }
  }

  protected open(form: 'recovery' | 'passkeys', isOpen: boolean): void {
    this.submits.clear();
    this.asking.set(isOpen ? form : null);
  }

  /** After an action: shows its result, and the card in its new state. */
  protected async say(text: string): Promise<void> {
    this.outcomeText.set(text);
    this.asking.set(null);
    await this.card()?.reload();
    this.outcome()?.nativeElement.focus();
  }

  protected kindOf(kind: ContactKind): string {
    return CONTACT_KINDS[kind];
  }

  protected print(): void {
    window.print();
  }
}

function isNobody(card: CustomerCard | null): boolean {
  return card === null;
}
