import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DuplicateCandidate } from '@daiko/contracts';
import { Notice } from '@daiko/client-ui';

const SAME: Record<DuplicateCandidate['sameIn'][number], string> = {
  phone: '電話番号',
  kana: 'カナ',
  email: 'ログイン用メールアドレス',
};

/**
 * 似たお客様: customers who may already be registered. It asks the user to look but blocks nothing, because a household
 * shares its phone.
 */
@Component({
  selector: 'app-duplicate-notice',
  imports: [Notice, RouterLink],
  template: `
    <ui-notice
      kind="warning"
      [level]="2"
      [live]="true"
      [heading]="'似たお客様が' + candidates().length + '件あります'"
    >
      <p>{{ same() }}が同じです。登録の前に確かめてください。</p>
      @for (candidate of candidates(); track candidate.customerId) {
        <dl class="defs">
          <dt>お客様ID</dt>
          <dd>
            <a [routerLink]="['/masters/customers', candidate.customerId]">{{ candidate.customerId }}</a>
          </dd>
          <dt>お客様名</dt>
          <dd>{{ candidate.customerName }}</dd>
          <dt>電話</dt>
          <dd>{{ candidate.phonesMasked.join('、') || 'なし' }}</dd>
          @if (candidate.parentDealerName; as parent) {
            <dt>上位店</dt>
            <dd>{{ parent }}</dd>
          }
        </dl>
      }
      <p class="muted">
        ご家族などで同じ電話番号を使う登録もできます。入力した内容は、この端末に保存されています。
      </p>
    </ui-notice>
  `,
})
export class DuplicateNotice {
  readonly candidates = input.required<readonly DuplicateCandidate[]>();
  protected readonly same = computed(() => {
    const fields = new Set(this.candidates().flatMap(({ sameIn }) => sameIn));
    return [...fields].map((field) => SAME[field]).join('または');
  });
}
