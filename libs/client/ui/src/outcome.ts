import { afterNextRender, Component, effect, ElementRef, inject, Injector, input } from '@angular/core';
import { Notice } from './notice';

/**
 * What an act has come to, at the head of the part of the page that it changed. The focus goes there: the button that
 * was pressed is often gone. Nothing said, no room.
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
