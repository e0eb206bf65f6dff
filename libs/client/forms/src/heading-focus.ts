import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';

/** Moves the focus to the heading of a screen that takes the place of another one at the same address. */
@Directive({ selector: '[appHeadingFocus]' })
export class HeadingFocus {
  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
    afterNextRender({ read: () => nativeElement.querySelector<HTMLElement>('h1')?.focus() });
  }
}
