import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CustomerCard } from '@daiko/contracts';
import { formatDateTime, Notice } from '@daiko/client-ui';

/** For an operator who is not approved by a second operator: who made the record, when, and where it is decided. */
@Component({
  selector: 'app-appointment-notice',
  imports: [Notice, RouterLink],
  template: `
    <ui-notice kind="warning" [level]="2" [heading]="heading()">
      <div class="stack stack--12">
        <p>
          {{ appointment().requestedByName }} が {{ registeredAt() }} に、職員として登録しました。{{ what() }}
        </p>
        @if (appointment().state === 'waiting') {
          <div class="actions">
            <a class="button button--secondary" routerLink="/masters/approvals">承認または却下する</a>
          </div>
        }
      </div>
    </ui-notice>
  `,
})
export class AppointmentNotice {
  readonly appointment = input.required<NonNullable<CustomerCard['appointment']>>();
  private readonly isWaiting = computed(() => this.appointment().state === 'waiting');
  protected readonly registeredAt = computed(() => formatDateTime(this.appointment().requestedAt));
  protected readonly heading = computed(() =>
    this.isWaiting() ? '職員としての承認を待っています' : '職員としての登録は却下されました',
  );
  protected readonly what = computed(() =>
    this.isWaiting()
      ? '独立した別の職員が承認するまで、停止中です。'
      : 'この登録は停止中のままで、あとから承認することはできません。',
  );
}
