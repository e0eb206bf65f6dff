import { NgTemplateOutlet } from '@angular/common';
import { Component, input } from '@angular/core';
import { Icon } from '../icon';

/** A procedure of numbered steps, from top to bottom. */
@Component({
  selector: 'ui-flow',
  host: { class: 'flow', role: 'list' },
  template: '<ng-content />',
})
export class Flow {}

/** One step of a procedure: done, current (the one to do now) or next. */
@Component({
  selector: 'ui-flow-step',
  imports: [Icon, NgTemplateOutlet],
  host: {
    class: 'flow__step',
    role: 'listitem',
    '[class.flow__step--done]': 'state() === "done"',
    '[class.flow__step--current]': 'state() === "current"',
    '[attr.aria-current]': 'state() === "current" ? "step" : null',
  },
  template: `
    <span class="flow__mark" aria-hidden="true">
      @if (state() === 'done') {
        <ui-icon name="check" />
      } @else {
        {{ number() }}
      }
    </span>
    @if (level() === 2) {
      <h2 class="flow__title"><ng-container [ngTemplateOutlet]="title" /></h2>
    } @else {
      <h3 class="flow__title"><ng-container [ngTemplateOutlet]="title" /></h3>
    }
    <ng-template #title>
      {{ heading() }}
      @if (state() === 'done') {
        <span class="visually-hidden">(完了)</span>
      }
    </ng-template>
    <ng-content />
  `,
})
export class FlowStep {
  readonly number = input.required<number>();
  readonly heading = input.required<string>();
  /** 2 if the procedure is the page itself, 3 below the bar of a section. */
  readonly level = input<2 | 3>(3);
  readonly state = input<'done' | 'current' | 'next'>('next');
}
