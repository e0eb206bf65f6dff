import { Component, computed, inject, input, signal } from '@angular/core';
import type { CustomerFilter, ExportLosses } from '@daiko/contracts';
import { Disclosure, fetched, Icon, LoadState, type Fetched } from '@daiko/client-ui';
import { queryOf } from '@daiko/client-session';
import { NetworkClient } from './network-client';

/** The list as a file: Excel, CSV, or CSV in Shift_JIS after showing what would be lost. */
@Component({
  selector: 'app-export-panel',
  imports: [Disclosure, Icon, LoadState],
  template: `
    <ui-disclosure summary="ファイルに書き出す">
      <div class="stack stack--16">
        <p class="muted">いまの条件で見つかったお客様を、すべて書き出します。</p>
        <div class="actions">
          <a class="button button--secondary button--sm" download [href]="xlsx()"
            ><ui-icon name="download" />Excel (XLSX)</a
          >
          <a class="button button--secondary button--sm" download [href]="csv('utf-8')"
            ><ui-icon name="download" />CSV (UTF-8)</a
          >
          <button class="button button--secondary button--sm" type="button" (click)="look()">
            CSV (Shift_JIS)
          </button>
        </div>
        @if (losses(); as losses) {
          <ui-load-state [status]="losses.status()" (retry)="losses.reload()">
            @if (losses.value(); as found) {
              <div class="stack stack--12">
                @if (found.total > 0) {
                  <p role="status">
                    {{
                      found.total
                    }}件のお客様の内容に、Shift_JISで表せない文字があります。その文字は「?」になります。
                  </p>
                  <ul class="bullets">
                    @for (customer of found.customers; track customer.customerId) {
                      <li>
                        {{ customer.customerId }} {{ customer.customerName }} (失われる文字:
                        {{ customer.lost.join('、') }})
                      </li>
                    }
                  </ul>
                } @else {
                  <p role="status">失われる文字はありません。</p>
                }
                <div class="actions">
                  <a class="button button--secondary button--sm" download [href]="csv('shift_jis')"
                    ><ui-icon name="download" />Shift_JISで書き出す</a
                  >
                </div>
              </div>
            }
          </ui-load-state>
        }
      </div>
    </ui-disclosure>
  `,
})
export class ExportPanel {
  readonly filter = input.required<CustomerFilter>();

  private readonly client = inject(NetworkClient);
  private readonly asked = signal<{ key: string; losses: Fetched<ExportLosses> } | null>(null);
  private readonly key = computed(() => queryOf(this.filter()));
  /** Losses of the list that is shown; the answer for an earlier list is ignored. */
  protected readonly losses = computed(() => {
    const asked = this.asked();
    return asked?.key === this.key() ? asked.losses : null;
  });
  protected readonly xlsx = computed(() => `/api/customers/export.xlsx${this.key()}`);

  protected csv(encoding: 'utf-8' | 'shift_jis'): string {
    return `/api/customers/export.csv${queryOf({ ...this.filter(), encoding })}`;
  }

  protected look(): void {
    const filter = this.filter();
    this.asked.set({ key: this.key(), losses: fetched(() => this.client.losses(filter)) });
  }
}
