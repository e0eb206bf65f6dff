import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { CHANNEL_NAMES, CHANNELS, MESSAGE_KIND_NAMES, MESSAGE_KINDS } from '@daiko/contracts';
import { Control, Field } from '@daiko/client-ui';
import { DeliveryOverviewState } from './delivery-overview-state';

const PERIODS = [
  { value: 'day', text: '24時間' },
  { value: 'week', text: '7日間' },
  { value: 'all', text: 'すべて' },
];

/** The filters of the list. They are kept in the URL, so that a reload and the back button keep them. */
@Component({
  selector: 'app-log-filters',
  imports: [Control, Field, RouterLink],
  host: { class: 'stack stack--12' },
  template: `
    <ul class="counters" aria-label="状態で絞り込む">
      @for (counter of counters(); track counter.text) {
        <li>
          <a
            class="counter"
            [routerLink]="[]"
            [queryParams]="{ group: counter.group }"
            queryParamsHandling="merge"
            [attr.aria-current]="counter.group === group() ? 'true' : null"
            >{{ counter.text }}<span class="counter__n">{{ counter.count }}</span></a
          >
        </li>
      }
    </ul>
    <div class="finder__filters">
      @for (select of selects(); track select.name) {
        <ui-field [fieldId]="'filter-' + select.name" [label]="select.label">
          <select uiControl (change)="narrow(select.name, $event)">
            @for (option of select.options; track option.value) {
              <option [value]="option.value" [selected]="option.value === select.chosen">
                {{ option.text }}
              </option>
            }
          </select>
        </ui-field>
      }
    </div>
  `,
})
export class LogFilters {
  private readonly overview = inject(DeliveryOverviewState);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly query = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });

  protected readonly group = computed(() => this.query().get('group'));
  protected readonly counters = computed(() => {
    const counts = this.overview.log()?.counts;
    return [
      { group: null, text: 'すべて', count: counts?.all ?? '…' },
      { group: 'failed', text: '失敗', count: counts?.failed ?? '…' },
      { group: 'waiting', text: '待ち', count: counts?.waiting ?? '…' },
    ];
  });
  protected readonly selects = computed(() => {
    const chosen = (name: string) => this.query().get(name) ?? '';
    const all = { value: '', text: 'すべて' };
    const channels = CHANNELS.map((value) => ({ value, text: CHANNEL_NAMES[value] }));
    const kinds = MESSAGE_KINDS.map((value) => ({ value, text: MESSAGE_KIND_NAMES[value] }));
    return [
      { name: 'channel', label: '通知方法', chosen: chosen('channel'), options: [all, ...channels] },
      { name: 'kind', label: '種類', chosen: chosen('kind'), options: [all, ...kinds] },
      { name: 'period', label: '期間', chosen: chosen('period') || 'day', options: PERIODS },
    ];
  });

  protected narrow(name: string, { target }: Event): void {
    const { value } = target as HTMLSelectElement;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { [name]: value === '' || value === 'day' ? null : value },
      queryParamsHandling: 'merge',
    });
  }
}
