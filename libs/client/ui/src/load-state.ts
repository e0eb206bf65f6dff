import { Component, input, linkedSignal, output } from '@angular/core';
import { Icon } from './icon';
import { Skeleton } from './skeleton';

export type LoadStatus = 'loading' | 'empty' | 'error' | 'filled';

/**
 * The four states of loaded data: loading, empty (the reason, and the next step, projected with `emptyAction`), error
 * (with a button to try again), filled (the projected content). All are shown in the same place. The content below it
 * is not shown before the first answer, because its position is not known until then.
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
  /** Number of lines of the skeleton: about as many as the content will have. */
  readonly lines = input(3);
  readonly retry = output();
  /** There was no answer yet. Later answers replace the content here and leave the rest of the page unchanged. */
  protected readonly isUnsettled = linkedSignal<LoadStatus, boolean>({
    source: this.status,
    computation: (status, before) => status === 'loading' && before?.value !== false,
  });
}
