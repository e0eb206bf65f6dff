import { Component, computed, input } from '@angular/core';
import type { ImportRun } from '@daiko/contracts';
import { Badge, formatDateTime, Icon } from '@daiko/client-ui';
import { failureText, isOpen, outcomeText, progressText } from './import-words';

/**
 * One run: who started it and when, its progress or its result, the rows that were not imported, and a file that
 * lists them row by row.
 */
@Component({
  selector: 'app-import-run',
  imports: [Badge, Icon],
  template: `
    @let it = run();
    <div class="record__head">
      <h3 class="record__title">{{ it.isDry ? '試し' : '取り込み' }}</h3>
      @if (open()) {
        <ui-badge kind="info" icon="clock">進行中</ui-badge>
      } @else if (it.state === 'done') {
        <ui-badge kind="ok" icon="ok">完了</ui-badge>
      } @else {
        <ui-badge kind="error" icon="error">中断</ui-badge>
      }
    </div>
    <p class="muted">{{ when() }} {{ it.startedBy?.customerName ?? 'コマンドから' }}</p>
    @if (open()) {
      <p role="status">{{ progress() }}</p>
      @if (it.total > 0) {
        <progress
          class="share"
          [value]="it.applied"
          [max]="it.total"
          aria-label="取り込みの進み具合"
        ></progress>
      }
    } @else if (it.state === 'failed') {
      <p>{{ failure() }}</p>
    } @else {
      <p>
        <strong>{{ outcome() }}</strong>
      </p>
      @for (part of parts(); track part.heading) {
        <div>
          <p>{{ part.heading }}</p>
          <ul class="bullets">
            @for (reason of part.reasons; track reason.text) {
              <li>{{ reason.text }}: {{ reason.rows }}行。{{ reason.remedy }}。</li>
            }
          </ul>
        </div>
      }
      @if (parts().length > 0) {
        <div class="actions">
          <a class="button button--secondary button--sm" download [href]="errors()"
            ><ui-icon name="download" />取込エラー.csv</a
          >
        </div>
      }
    }
  `,
})
export class ImportRunView {
  readonly run = input.required<ImportRun>();
  protected readonly open = computed(() => isOpen(this.run()));
  protected readonly when = computed(() => formatDateTime(this.run().startedAt));
  protected readonly progress = computed(() => progressText(this.run()));
  protected readonly failure = computed(() => failureText(this.run()));
  protected readonly outcome = computed(() => outcomeText(this.run()));
  protected readonly errors = computed(() => `/api/operations/imports/runs/${this.run().id}/errors.csv`);
  protected readonly parts = computed(() => {
    const { refused = [], noted = [] } = this.run().outcome ?? {};
    return [
      { heading: '取り込めない行', reasons: refused },
      { heading: '取り込むが、注意のある行', reasons: noted },
    ].filter(({ reasons }) => reasons.length > 0);
  });
}
