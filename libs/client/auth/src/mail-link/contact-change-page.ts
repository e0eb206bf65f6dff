import { Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ContactChangeLink } from '@daiko/contracts';
import { FailureNotice, HeadingFocus, SubmitState } from '@daiko/client-forms';
import {
  ErrorSummary,
  formatDate,
  formatDateTime,
  formatDeadline,
  LoadState,
  SectionBar,
  type LoadStatus,
} from '@daiko/client-ui';
import type { LinkWords } from './link-refused';
import { MailLinkFrame } from './mail-link-frame';
import { MailLinkVisit } from './mail-link-visit';

const ACTIONS: Record<ContactChangeLink['action'], string> = { add: '追加', replace: '変更', retire: '削除' };
const SUBJECTS: Record<ContactChangeLink['subject'], string> = { phone: '電話番号', email: 'メールアドレス' };

/** The user cannot start again here: a new link is sent only with a new request by the dealer. */
const WORDS: LinkWords = {
  'mail_link.expired': {
    heading: 'お返事の期限を過ぎました',
    text: 'お返事がなかったため、ほかの上位店または職員が、お客様に確かめてから判断します。',
  },
  'mail_link.used': {
    heading: 'お返事はすでにいただいています',
    text: 'このリンクからのお返事は済んでいます。もう一度お返事いただく必要はありません。',
  },
  'mail_link.superseded': {
    heading: 'この申請は終了しています',
    text: 'この申請は、すでに処理されたか、取り下げられました。お返事いただく必要はありません。',
  },
};

/** `/contact-change#t=…`: a dealer asked to change a contact. Only a button gives the answer, never the visit. */
@Component({
  selector: 'app-contact-change-page',
  imports: [ErrorSummary, FailureNotice, HeadingFocus, LoadState, MailLinkFrame, RouterLink, SectionBar],
  providers: [MailLinkVisit, SubmitState],
  templateUrl: './contact-change-page.html',
})
export class ContactChangePage {
  private readonly visit = inject(MailLinkVisit);
  protected readonly submits = inject(SubmitState);
  protected readonly words = WORDS;
  protected readonly link = this.visit.link;
  protected readonly answered = signal<'approval' | 'refusal' | null>(null);

  private readonly found = signal<ContactChangeLink | undefined>(undefined);
  private readonly looked = signal<LoadStatus>('loading');
  protected readonly asked = {
    value: this.found.asReadonly(),
    status: this.looked.asReadonly(),
    reload: () => this.look(),
  };

  protected readonly what = computed(() => {
    const asked = this.found();
    return asked ? `${SUBJECTS[asked.subject]}の${ACTIONS[asked.action]}` : '';
  });
  protected readonly requestedAt = computed(() => formatDateTime(this.found()?.requestedAt ?? ''));
  protected readonly deadline = computed(() => {
    const until = this.link()?.expiresAt ?? '';
    return `${formatDate(until)} ${formatDeadline(until)}`;
  });

  constructor() {
    effect(() => {
      if (this.link()) void this.look();
    });
  }

  protected async answer(decision: 'approval' | 'refusal'): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: () => this.visit.answerContactChange(decision),
      accepted: () => this.answered.set(decision),
    });
  }

  private async look(): Promise<void> {
    this.looked.set('loading');
    try {
      this.found.set(await this.visit.contactChange());
      this.looked.set('filled');
    } catch {
      // If there was no answer, the user can ask again.
      this.looked.set('error');
    }
  }
}
