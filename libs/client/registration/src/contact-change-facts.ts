import { Component, input } from '@angular/core';
import { addressed, type ContactChange } from '@daiko/contracts';
import { formatDateTime } from '@daiko/client-ui';

const ACTIONS: Record<ContactChange['action'], string> = { add: '追加', replace: '変更', retire: '削除' };
const SUBJECTS: Record<ContactChange['subject'], string> = { phone: '電話番号', email: 'メールアドレス' };

/** One change of a contact: of which customer, from what to what, and who asked for it. */
@Component({
  selector: 'app-contact-change-facts',
  host: { class: 'stack stack--12' },
  template: `
    <dl class="defs">
      <dt>お客様</dt>
      <dd>{{ addressed(change().customerName) }} ({{ change().customerId }})</dd>
      <dt>内容</dt>
      <dd>{{ subjects[change().subject] }}の{{ actions[change().action] }}</dd>
      @if (change().before; as before) {
        <dt>現在</dt>
        <dd>{{ before }}</dd>
      }
      @if (change().after; as after) {
        <dt>変更後</dt>
        <dd>{{ after }}</dd>
      }
      <dt>申請</dt>
      <dd>{{ change().requestedByName }} ({{ dateTime(change().requestedAt) }})</dd>
      @if (change().decidedByName; as decider) {
        <dt>処理</dt>
        <dd>
          {{ change().isDecidedByCustomer ? 'お客様ご本人' : decider }} ({{
            dateTime(change().decidedAt ?? '')
          }})
        </dd>
      }
      @if (change().reason; as reason) {
        <dt>理由</dt>
        <dd>{{ reason }}</dd>
      }
    </dl>
    @if (change().state === 'pending' && change().isCustomerAsked) {
      <p class="muted">お客様ご本人に確認のメールを送りました。ご本人が承認しても、変更されます。</p>
    }
  `,
})
export class ContactChangeFacts {
  readonly change = input.required<ContactChange>();
  protected readonly actions = ACTIONS;
  protected readonly subjects = SUBJECTS;
  protected readonly dateTime = formatDateTime;
  protected readonly addressed = addressed;
}
