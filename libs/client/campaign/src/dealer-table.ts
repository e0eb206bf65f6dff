import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DealerProgress } from '@daiko/contracts';
import { CAUSES } from './causes';

/** The progress of the customers of each dealer. The name of a dealer filters the list below. */
@Component({
  selector: 'app-dealer-table',
  imports: [RouterLink],
  template: `
    <div class="table-scroll" tabindex="0" role="region" aria-label="上位店ごとの状況の表">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">上位店</th>
            <th scope="col" class="num">お客様</th>
            <th scope="col" class="num">統合済み</th>
            @for (cause of causes; track cause.cause) {
              <th scope="col" class="num">{{ cause.text }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of dealers(); track row.dealerId) {
            <tr>
              <th scope="row" class="nowrap">
                <a [routerLink]="[]" [queryParams]="{ dealer: row.dealerId }" queryParamsHandling="merge">{{
                  row.dealerName
                }}</a>
              </th>
              <td class="num">{{ row.customers }}</td>
              <td class="num">
                {{ row.hadSeveral === 0 ? '—' : row.consolidated + ' / ' + row.hadSeveral }}
              </td>
              @for (cause of causes; track cause.cause) {
                <td class="num">{{ row.causes[cause.field] }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class DealerTable {
  readonly dealers = input.required<readonly DealerProgress[]>();
  protected readonly causes = CAUSES;
}
