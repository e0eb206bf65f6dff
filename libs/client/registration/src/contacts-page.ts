import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { readEmail, readPhone, type CustomerContact, type CustomerContacts } from '@daiko/contracts';
import { EmailField, exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import {
  Badge,
  Card,
  Control,
  Crumbs,
  ErrorSummary,
  fetched,
  Field,
  formatDateTime,
  LoadState,
  Notice,
  Outcome,
  SectionBar,
  type Crumb,
} from '@daiko/client-ui';
import { ContactChangeFacts } from './contact-change-facts';
import { PHONE_KIND_NAMES } from './registration-fields';
import { TEXTS_OF_FIELD } from './registration-form';
import { RegistrationClient } from './registration-client';

const ASKED = '連絡先の変更を申請しました。承認されると、変更されます。';

/** The contacts of a customer below: each change waits for a second person, and what comes is held for a day. */
@Component({
  selector: 'app-contacts-page',
  imports: [
    Badge,
    Card,
    ContactChangeFacts,
    Control,
    Crumbs,
    EmailField,
    ErrorSummary,
    FailureNotice,
    Field,
    FormField,
    LoadState,
    Notice,
    Outcome,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './contacts-page.html',
})
export class ContactsPage {
  private readonly client = inject(RegistrationClient);
  private readonly customerId = inject(ActivatedRoute).snapshot.paramMap.get('customerId') ?? '';
  protected readonly submits = inject(SubmitState);
  protected readonly page = fetched(() => this.client.contacts(this.customerId));
  private readonly changed = signal<CustomerContacts | undefined>(undefined);
  protected readonly current = computed(() => this.changed() ?? this.page.value());
  /** What the next phone or address takes the place of; none: it is added. */
  protected readonly replaced = signal<CustomerContact | undefined>(undefined);
  protected readonly replacedPhone = computed(() => this.replacedIf(({ kind }) => kind !== 'email'));
  protected readonly replacedEmail = computed(() => this.replacedIf(({ kind }) => kind === 'email'));
  protected readonly headings = computed(() => ({
    phone: headingOf(this.replacedPhone(), '電話番号'),
    email: headingOf(this.replacedEmail(), 'メールアドレス'),
  }));
  /** What 削除 was pressed for, and is to be confirmed. */
  protected readonly retiring = signal<CustomerContact | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly typed = signal({ phone: '', email: '' });
  protected readonly answers = form(this.typed, { name: 'contacts' });
  protected readonly dateTime = formatDateTime;
  protected readonly above = computed((): readonly Crumb[] => [
    { label: 'マスタメンテ', path: '/masters' },
    { label: 'お客様検索', path: '/masters/customers' },
    { label: this.current()?.customerName ?? 'お客様', path: `/masters/customers/${this.customerId}` },
  ]);

  protected kindName({ kind }: CustomerContact): string {
    return kind === 'email' ? 'メール' : PHONE_KIND_NAMES[kind];
  }

  protected replace(contact: CustomerContact): void {
    this.replaced.set(contact);
    this.retiring.set(undefined);
    document.getElementById(contact.kind === 'email' ? 'email' : 'phone')?.focus();
  }

  /** One change waits at a time; the login ID is the customer's own matter. */
  protected mayChange({ isLoginId }: CustomerContact): boolean {
    return !isLoginId && !this.current()?.waiting;
  }

  protected async changePhone(): Promise<void> {
    const phone = this.typed().phone;
    const refused = refusedField('phone', readPhone(phone), TEXTS_OF_FIELD['phone']);
    const replaces = this.replacedPhone()?.id;
    await this.act(
      () => this.client.changePhone(this.customerId, { phone: exact(phone, readPhone), replaces }),
      ASKED,
      refused,
    );
  }

  protected async changeEmail(): Promise<void> {
    const email = this.typed().email;
    const replaces = this.replacedEmail()?.id;
    await this.act(
      () => this.client.changeEmail(this.customerId, { email: exact(email, readEmail), replaces }),
      ASKED,
      refusedField('email', readEmail(email)),
    );
  }

  protected async retire({ id }: CustomerContact): Promise<void> {
    await this.act(() => this.client.retireContact(this.customerId, id), ASKED);
  }

  protected async withdraw(id: string): Promise<void> {
    const send = async () => {
      await this.client.decide(id, 'withdrawal');
      return this.client.contacts(this.customerId);
    };
    await this.act(send, '申請を取り下げました。');
  }

  private replacedIf(fits: (contact: CustomerContact) => boolean): CustomerContact | undefined {
    const contact = this.replaced();
    return contact && fits(contact) ? contact : undefined;
  }

  private async act(
    send: () => Promise<CustomerContacts>,
    done: string,
    refused: ReturnType<typeof refusedField> = [],
  ): Promise<void> {
    this.outcome.set('');
    await this.submits.attempt({
      refused,
      send: async () => this.changed.set(await send()),
      places: { phone: 'phone', email: 'email' },
      fieldTexts: TEXTS_OF_FIELD,
      accepted: () => {
        this.outcome.set(done);
        this.replaced.set(undefined);
        this.retiring.set(undefined);
        this.typed.set({ phone: '', email: '' });
      },
    });
  }
}

function headingOf(replaced: CustomerContact | undefined, what: string): string {
  return replaced === undefined ? `${what}を追加する` : `${replaced.label} を変更する`;
}
