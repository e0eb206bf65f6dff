import { afterNextRender, Component, computed, inject, Injector, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readReason, REASON_MAX, type ContactChange } from '@daiko/contracts';
import { exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { SessionStore } from '@daiko/client-session';
import {
  Badge,
  Control,
  Crumbs,
  ErrorSummary,
  fetched,
  Field,
  lineTexts,
  LoadState,
  Outcome,
  SectionBar,
  type Crumb,
  type FieldError,
} from '@daiko/client-ui';
import { ContactChangeFacts } from './contact-change-facts';
import { OperatorApprovals } from './operator-approvals';
import { RegistrationClient } from './registration-client';

const ABOVE: readonly Crumb[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: 'マスタメンテ', path: '/masters' },
];
const REASON_TEXTS = lineTexts('却下する理由', REASON_MAX);
const STATES: Record<ContactChange['state'], string> = {
  pending: '承認待ち',
  approved: '承認済み',
  refused: '却下',
  withdrawn: '取り下げ',
  cancelled: '取り消し (上位店の変更)',
};

/** 承認: what waits for the second person, what became of one's own requests, and for operators those who wait to be one. */
@Component({
  selector: 'app-approvals-page',
  imports: [
    Badge,
    ContactChangeFacts,
    Control,
    Crumbs,
    ErrorSummary,
    FailureNotice,
    Field,
    FormField,
    LoadState,
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
  protected readonly above = ABOVE;
  protected readonly states = STATES;
  protected readonly changes = fetched(() => this.client.contactChanges());
  /** The change that is being refused: its reason is asked for. */
  protected readonly refusing = signal<string | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly typed = signal({ reason: '' });
  protected readonly answers = form(this.typed, { name: 'refusal' });

  protected askForReason({ id }: ContactChange): void {
    this.refusing.set(id);
    const focus = () => document.getElementById('reason')?.focus();
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
        this.refusing.set(undefined);
        this.typed.set({ reason: '' });
        return this.changes.reload();
      },
    });
  }
}
