import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { readNewPassword } from '@daiko/contracts';
import {
  FailureNotice,
  HeadingFocus,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { LoginDetour } from '@daiko/client-session';
import { CopyButton, ErrorSummary, formatDate, formatDeadline, SectionBar } from '@daiko/client-ui';
import { MailLinkFrame } from './mail-link-frame';
import { MailLinkVisit } from './mail-link-visit';
import { NewPasswordField } from '../password/new-password-field';
import { PasswordRules } from '../password/password-rules';

/**
 * `/setup#t=…`: a customer sets up the login that the dealer above has prepared. Only the customer ever knows the
 * password.
 */
@Component({
  selector: 'app-setup-page',
  imports: [
    CopyButton,
    ErrorSummary,
    FailureNotice,
    HeadingFocus,
    MailLinkFrame,
    NewPasswordField,
    PasswordRules,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [MailLinkVisit, SubmitState],
  templateUrl: './setup-page.html',
})
export class SetupPage {
  private readonly visit = inject(MailLinkVisit);
  private readonly detour = inject(LoginDetour);
  protected readonly submits = inject(SubmitState);
  protected readonly link = this.visit.link;
  protected readonly done = signal(false);

  protected readonly typed = signal({ password: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.password, readNewPassword), {
    name: 'setup',
  });
  protected readonly customerId = computed(() => this.link()?.customerId ?? '');
  protected readonly loginId = computed(() => this.link()?.loginId ?? '');
  protected readonly personal = computed(() => [this.customerId(), this.loginId().split('@')[0] ?? '']);
  protected readonly deadline = computed(() => {
    const until = this.link()?.expiresAt ?? '';
    return `${formatDate(until)} ${formatDeadline(until)}`;
  });

  protected async set(): Promise<void> {
    await this.submits.attempt({
      refused: refusedFields(this.answers),
      send: () => this.visit.setPassword(this.typed().password),
      places: { password: 'new-password' },
      accepted: () => {
        this.detour.loginId = this.loginId();
        this.done.set(true);
      },
    });
  }
}
