import { afterNextRender, Component, computed, inject, Injector, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ActivatedRoute, RouterLink } from '@angular/router';
import {
  addressed,
  readEmail,
  readPhone,
  type CustomerContact,
  type CustomerContacts,
} from '@daiko/contracts';
import { EmailField, exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import {
  Badge,
  Card,
  Control,
  ErrorSummary,
  fetched,
  Field,
  formatDateTime,
  LoadState,
  Notice,
  Outcome,
  SectionBar,
} from '@daiko/client-ui';
import { ContactChangeFacts } from './contact-change-facts';
import { ContactWishSummary, type ContactWish } from './contact-wish-summary';
import { PinReach } from './pin-reach';
import { PHONE_KIND_NAMES } from './registration-fields';
import { TEXTS_OF_FIELD } from './registration-form';
import { RegistrationClient } from './registration-client';

const ASKED = '連絡先の変更を申請しました。承認されると、変更されます。';

/** The contacts of a customer below. Each change waits for a second person, and a new contact is held for a day. */
@Component({
  selector: 'app-contacts-page',
  imports: [
    Badge,
    Card,
    ContactChangeFacts,
    ContactWishSummary,
    Control,
    EmailField,
    ErrorSummary,
    FailureNotice,
    Field,
    FormField,
    LoadState,
    Notice,
    Outcome,
    PinReach,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './contacts-page.html',
})
export class ContactsPage {
  private readonly client = inject(RegistrationClient);
  private readonly injector = inject(Injector);
  private readonly customerId = inject(ActivatedRoute).snapshot.paramMap.get('customerId') ?? '';
  protected readonly submits = inject(SubmitState);
  protected readonly page = fetched(() => this.client.contacts(this.customerId));
  private readonly changed = signal<CustomerContacts | undefined>(undefined);
  protected readonly current = computed(() => this.changed() ?? this.page.value());
  /** The contact that the next phone or address replaces; if there is none, the new one is added. */
  protected readonly replaced = signal<CustomerContact | undefined>(undefined);
  protected readonly replacedPhone = computed(() => this.replacedIf(({ kind }) => kind !== 'email'));
  protected readonly replacedEmail = computed(() => this.replacedIf(({ kind }) => kind === 'email'));
  protected readonly headings = computed(() => ({
    phone: headingOf(this.replacedPhone(), '電話番号'),
    email: headingOf(this.replacedEmail(), 'メールアドレス'),
  }));
  /** The change that is about to be requested, at 確認. */
  protected readonly asking = signal<ContactWish | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly typed = signal({ phone: '', email: '' });
  protected readonly answers = form(this.typed, { name: 'contacts' });
  protected readonly dateTime = formatDateTime;
  protected readonly addressed = addressed;

  protected kindName({ kind }: CustomerContact): string {
    return kind === 'email' ? 'メール' : PHONE_KIND_NAMES[kind];
  }

  protected replace(contact: CustomerContact): void {
    this.replaced.set(contact);
    document.getElementById(contact.kind === 'email' ? 'email' : 'phone')?.focus();
  }

  /** Only one change can wait at a time, and only the customer can change the login ID. */
  protected mayChange({ isLoginId }: CustomerContact): boolean {
    return !isLoginId && !this.current()?.waiting;
  }

  protected checkPhone(): Promise<boolean> {
    const typed = this.typed().phone;
    const phone = exact(typed, readPhone);
    const replaces = this.replacedPhone();
    const wish = { field: 'phone', what: '電話番号', before: replaces?.label, after: typed.trim() } as const;
    const send = () => this.client.changePhone(this.customerId, { phone, replaces: replaces?.id });
    return this.check({ ...wish, send }, refusedField('phone', readPhone(typed), TEXTS_OF_FIELD['phone']));
  }

  protected checkEmail(): Promise<boolean> {
    const email = exact(this.typed().email, readEmail);
    const replaces = this.replacedEmail();
    const wish = { field: 'email', what: 'メールアドレス', before: replaces?.label, after: email } as const;
    const send = () => this.client.changeEmail(this.customerId, { email, replaces: replaces?.id });
    return this.check({ ...wish, send }, refusedField('email', readEmail(this.typed().email)));
  }

  protected checkRetirement(contact: CustomerContact): Promise<boolean> {
    const send = () => this.client.retireContact(this.customerId, contact.id);
    return this.check({ field: null, what: this.kindName(contact), before: contact.label, send }, []);
  }

  protected async ask(): Promise<void> {
    const wish = this.asking();
    if (wish) await this.act(wish.send, ASKED);
    // Values that have to be corrected are corrected in the field where they were typed.
    if (this.submits.errors().some(({ fieldId }) => fieldId !== null)) this.asking.set(undefined);
  }

  protected correct(): void {
    const field = this.asking()?.field;
    this.submits.clear();
    this.asking.set(undefined);
    const focus = () => document.querySelector<HTMLElement>(field ? `#${field}` : 'h1')?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  private check(wish: ContactWish, refused: ReturnType<typeof refusedField>): Promise<boolean> {
    this.outcome.set('');
    return this.submits.attempt({
      refused,
      send: () => Promise.resolve(),
      accepted: () => this.asking.set(wish),
    });
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

  private async act(send: () => Promise<CustomerContacts>, done: string): Promise<void> {
    this.outcome.set('');
    await this.submits.attempt({
      refused: [],
      send: async () => this.changed.set(await send()),
      places: { phone: 'phone', email: 'email' },
      fieldTexts: TEXTS_OF_FIELD,
      accepted: () => {
        this.outcome.set(done);
        this.replaced.set(undefined);
        this.asking.set(undefined);
        this.typed.set({ phone: '', email: '' });
      },
    });
  }
}

function headingOf(replaced: CustomerContact | undefined, what: string): string {
  return replaced === undefined ? `${what}を追加する` : `${replaced.label} を変更する`;
}
