import { Component, inject, signal } from '@angular/core';
import type { OwnCustomer } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, formatDateTime, Notice } from '@daiko/client-ui';

/**
 * 確認しました: after one press マイページ does not remind the customer again. Shows nothing if the state cannot be loaded,
 * because the page works without it.
 */
@Component({
  selector: 'app-acknowledgement',
  imports: [Notice],
  template: `
    @if (customer.value(); as own) {
      @if (own.changesAcknowledgedAt) {
        <ui-notice kind="success" heading="4つの変更を確認済みです" [level]="2" [live]="justSaid()">
          <p>{{ format(own.changesAcknowledgedAt) }}に確認しました。</p>
        </ui-notice>
      } @else {
        <div class="actions">
          <button
            class="button button--primary"
            type="button"
            [attr.aria-busy]="busy()"
            (click)="acknowledge()"
          >
            4つの変更を確認しました
          </button>
        </div>
        @if (failed()) {
          <ui-notice
            kind="error"
            heading="確認を記録できませんでした。もう一度押してください。"
            [level]="2"
            [live]="true"
          />
        }
      }
    }
  `,
})
export class Acknowledgement {
  private readonly api = inject(ApiClient);
  protected readonly customer = fetched(() => this.api.get<OwnCustomer>('/customers/me'));
  protected readonly busy = signal(false);
  protected readonly failed = signal(false);
  protected readonly justSaid = signal(false);
  protected readonly format = formatDateTime;

  protected async acknowledge(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    const sent = this.api.post('/customers/me/changes-acknowledgement').then(
      () => true,
      () => false,
    );
    this.failed.set(!(await sent));
    this.justSaid.set(await sent);
    if (await sent) await this.customer.reload();
    this.busy.set(false);
  }
}
