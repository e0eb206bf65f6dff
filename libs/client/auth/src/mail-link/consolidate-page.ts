import { Component, computed, effect, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { readNewPassword, type ConsolidationLink } from '@daiko/contracts';
import {
  FailureNotice,
  HeadingFocus,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import {
  ErrorSummary,
  formatDate,
  formatDeadline,
  LoadState,
  SectionBar,
  type LoadStatus,
} from '@daiko/client-ui';
import { MailLinkFrame } from './mail-link-frame';
import { MailLinkVisit } from './mail-link-visit';
import { NewPasswordField } from '../password/new-password-field';
import { PasswordRules } from '../password/password-rules';

/** `/consolidate#t=…`: the user opened the link in the mail. Only the button merges the logins, never the visit. */
@Component({
  selector: 'app-consolidate-page',
  imports: [
    ErrorSummary,
    FailureNotice,
    HeadingFocus,
    LoadState,
    MailLinkFrame,
    NewPasswordField,
    PasswordRules,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [MailLinkVisit, SubmitState],
  templateUrl: './consolidate-page.html',
})
export class ConsolidatePage {
  private readonly visit = inject(MailLinkVisit);
  protected readonly submits = inject(SubmitState);
  protected readonly link = this.visit.link;
  protected readonly done = signal<string | null>(null);

  private readonly found = signal<ConsolidationLink | undefined>(undefined);
  private readonly looked = signal<LoadStatus>('loading');
  protected readonly facts = {
    value: this.found.asReadonly(),
    status: this.looked.asReadonly(),
    reload: () => this.look(),
  };

  protected readonly typed = signal({ password: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.password, readNewPassword), {
    name: 'consolidate',
  });
  protected readonly personal = computed(() => [this.found()?.loginId.split('@')[0] ?? '']);
  protected readonly deadline = computed(() => {
    const until = this.link()?.expiresAt ?? '';
    return `${formatDate(until)} ${formatDeadline(until)}`;
  });

  constructor() {
    effect(() => {
      if (this.link()?.purpose === 'consolidation') void this.look();
    });
  }

  protected async complete(): Promise<void> {
    const needsPassword = this.found()?.needsPassword === true;
    await this.submits.attempt({
      refused: needsPassword ? refusedFields(this.answers) : [],
      send: async () => {
        const password = needsPassword ? this.typed().password : undefined;
        this.done.set((await this.visit.consolidate(password)).loginIdMasked);
      },
      places: { password: 'new-password' },
    });
  }

  private async look(): Promise<void> {
    this.looked.set('loading');
    try {
      this.found.set(await this.visit.consolidation());
      this.looked.set('filled');
    } catch {
      // The frame shows why the link is refused. If there was no answer, the user can ask again.
      this.looked.set('error');
    }
  }
}
