import { afterNextRender, Component, computed, inject, Injector, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import {
  CONTACT_CHANGES_AT_MOST,
  CONTACT_CHANGES_SHOWN,
  readReason,
  REASON_MAX,
  type ContactChange,
} from '@daiko/contracts';
import {
  exact,
  FailureNotice,
  HeadingFocus,
  refusedField,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { SessionStore } from '@daiko/client-session';
import {
  Badge,
  Control,
  ErrorSummary,
  fetched,
  Field,
  lineTexts,
  LoadState,
  More,
  Outcome,
  SectionBar,
  type FieldError,
} from '@daiko/client-ui';
import { ContactChangeFacts } from './contact-change-facts';
import { OperatorApprovals } from './operator-approvals';
import { RegistrationClient } from './registration-client';

const REASON_TEXTS = lineTexts('却下する理由', REASON_MAX);
const STATES: Record<ContactChange['state'], string> = {
  pending: '承認待ち',
  approved: '承認済み',
  refused: '却下',
  withdrawn: '取り下げ',
  cancelled: '取り消し (上位店の変更)',
};

interface Decision {
  id: string;
  by: 'approval' | 'refusal';
}

/**
 * 承認: the changes that wait for a second person, the results of the viewer's own requests, and for operators the new
 * operators who wait for approval.
 */
@Component({
  selector: 'app-approvals-page',
  imports: [
    Badge,
    ContactChangeFacts,
    Control,
    ErrorSummary,
    FailureNotice,
    Field,
    FormField,
    HeadingFocus,
    LoadState,
    More,
    OperatorApprovals,
    Outcome,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './approvals-page.html',
})
export class ApprovalsPage {
  private readonly client = inject(RegistrationClient);
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionStore).session;
  protected readonly submits = inject(SubmitState);
  protected readonly isOperator = computed(() => this.session()?.role === 'operator');
  protected readonly states = STATES;
  private readonly limit = signal(CONTACT_CHANGES_SHOWN);
  protected readonly isLongList = computed(
    () => this.limit() > CONTACT_CHANGES_SHOWN || this.changes.value()?.hasMore === true,
  );
  protected readonly mayGrow = computed(
    () => this.limit() < CONTACT_CHANGES_AT_MOST && this.changes.value()?.hasMore === true,
  );
  protected readonly changes = fetched(() => this.client.contactChanges(this.limit()));
  /** The change that is being decided. The page explains the consequences, and asks for a reason if it is refused. */
  protected readonly deciding = signal<Decision | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly typed = signal({ reason: '' });
  protected readonly answers = form(this.typed, { name: 'refusal' });

  /** Other users may shorten the list meanwhile, so it is loaded again from the beginning. */
  protected async showMore(): Promise<void> {
    this.limit.update((limit) => limit + CONTACT_CHANGES_SHOWN);
    await this.changes.reload();
  }

  protected ask(by: Decision['by'], { id }: ContactChange): void {
    this.submits.clear();
    this.deciding.set({ id, by });
    if (by === 'refusal') this.focus('#reason');
  }

  /** The button that opened this part appears again. */
  protected stop({ id }: ContactChange): void {
    this.submits.clear();
    this.deciding.set(undefined);
    this.focus(`#change-${id} button`);
  }

  protected isBeing(by: Decision['by'], { id }: ContactChange): boolean {
    const deciding = this.deciding();
    return deciding?.id === id && deciding.by === by;
  }

  private focus(selector: string): void {
    const focus = () => document.querySelector<HTMLElement>(selector)?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  protected async approve({ id }: ContactChange): Promise<void> {
    await this.act(() => this.client.decide(id, 'approval'), '承認し、これまでの連絡先へお知らせしました。');
  }

  protected async refuse({ id }: ContactChange): Promise<void> {
    const { reason } = this.typed();
    const refused = refusedField('reason', readReason(reason), REASON_TEXTS);
    const send = () => this.client.decide(id, 'refusal', exact(reason, readReason));
    await this.act(send, '却下しました。', refused);
  }

  private async act(
    send: () => Promise<void>,
    done: string,
    refused: readonly FieldError[] = [],
  ): Promise<void> {
    this.outcome.set('');
    await this.submits.attempt({
      refused,
      send,
      places: { reason: 'reason' },
      fieldTexts: { reason: REASON_TEXTS },
      accepted: () => {
        this.outcome.set(done);
        this.deciding.set(undefined);
        this.typed.set({ reason: '' });
        return this.changes.reload();
      },
    });
  }
}
