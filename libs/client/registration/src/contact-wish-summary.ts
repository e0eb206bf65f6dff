import { Component, computed, input, output } from '@angular/core';
import type { CustomerContacts } from '@daiko/contracts';
import { CheckActions, HeadingFocus } from '@daiko/client-forms';

/** A change of a contact, as shown in 確認. */
export interface ContactWish {
  /** The field in which the value is corrected; null if nothing was typed. */
  field: 'phone' | 'email' | null;
  what: string;
  /** If missing, the contact is added. */
  before?: string | undefined;
  /** If missing, the contact is removed. */
  after?: string;
  send: () => Promise<CustomerContacts>;
}

/** 確認 before the request for the change of a contact is sent. */
@Component({
  selector: 'app-contact-wish-summary',
  imports: [CheckActions],
  hostDirectives: [HeadingFocus],
  template: `
    <div class="stack">
      <h2 class="heading-2">申請する内容</h2>
      <p class="lead">次の内容で、承認を申請します。よろしければ「申請する」を押してください。</p>
      <dl class="defs">
        <dt>お客様</dt>
        <dd>{{ customer() }}</dd>
        <dt>内容</dt>
        <dd>{{ wish().what }}の{{ action() }}</dd>
        @if (wish().before; as before) {
          <dt>現在</dt>
          <dd>{{ before }}</dd>
        }
        @if (wish().after; as after) {
          <dt>変更後</dt>
          <dd>{{ after }}</dd>
        }
      </dl>
      <app-check-actions
        action="申請する"
        [back]="wish().field ? '入力を直す' : 'やめる'"
        (act)="ask.emit()"
        (correct)="correct.emit()"
      />
    </div>
  `,
})
export class ContactWishSummary {
  readonly wish = input.required<ContactWish>();
  /** The name of the customer as the page shows it. */
  readonly customer = input.required<string>();
  readonly ask = output();
  readonly correct = output();
  protected readonly action = computed(() => {
    const { before, after } = this.wish();
    if (after === undefined) return '削除';
    return before === undefined ? '追加' : '変更';
  });
}
