import { Component, input, linkedSignal, output } from '@angular/core';
import { Icon } from './icon';
import { Skeleton } from './skeleton';

export type LoadStatus = 'loading' | 'empty' | 'error' | 'filled';

/**
 * The four states of whatever is fetched: loading, empty (why, and the next step, projected with `emptyAction`),
 * error (with another try), filled (what is projected). All in the same place. What stands below it is not shown before
 * the first answer: until then nobody knows its place.
 */
@Component({
  selector: 'ui-load-state',
  imports: [Icon, Skeleton],
  template: `
    <div class="stack stack--12" [class.unsettled]="isUnsettled()" [attr.aria-busy]="status() === 'loading'">
      @switch (status()) {
        @case ('loading') {
          <ui-skeleton [lines]="lines()" />
          <p class="visually-hidden" role="status">読み込んでいます</p>
        }
        @case ('empty') {
          <div class="blank">
            <p class="muted">{{ emptyText() }}</p>
            <ng-content select="[emptyAction]" />
          </div>
        }
        @case ('error') {
          <div class="blank" role="alert">
            <p class="field__error">
              <ui-icon name="error" /><span>{{ errorText() }}</span>
            </p>
            <button class="button button--secondary button--sm" type="button" (click)="retry.emit()">
              もう一度試す
            </button>
          </div>
        }
        @case ('filled') {
          <ng-content />
        }
      }
    </div>
  `,
})
export class LoadState {
  readonly status = input.required<LoadStatus>();
  readonly emptyText = input('表示する内容はまだありません。');
  readonly errorText = input('読み込めませんでした。少し待ってから、もう一度お試しください。');
  /** Lines of the skeleton: about as many as will stand there. */
  readonly lines = input(3);
  readonly retry = output();
  /** There was no answer yet. Later ones replace what stands here, and leave the rest of the page alone. */
  protected readonly isUnsettled = linkedSignal<LoadStatus, boolean>({
    source: this.status,
    computation: (status, before) => status === 'loading' && before?.value !== false,
  });
}
