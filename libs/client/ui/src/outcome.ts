import { afterNextRender, Component, effect, ElementRef, inject, Injector, input } from '@angular/core';
import { Notice } from './notice';

/**
 * The result of an action, at the top of the part of the page that it changed. The focus moves there, because the
 * pressed button has often disappeared. An empty result takes no space.
 */
@Component({
  selector: 'ui-outcome',
  imports: [Notice],
  host: { class: 'mostly-empty', role: 'status', tabindex: '-1' },
  template: `
    @if (text(); as heading) {
      <ui-notice kind="success" [heading]="heading" />
    }
  `,
})
export class Outcome {
  readonly text = input.required<string>();

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const injector = inject(Injector);
    effect(() => {
      if (this.text() !== '') afterNextRender({ read: () => host.focus() }, { injector });
    });
  }
}
