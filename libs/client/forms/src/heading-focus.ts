import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';

/** Moves the focus to the heading of a screen that takes the place of another one at the same address, or of its step. */
@Directive({ selector: '[appHeadingFocus]' })
export class HeadingFocus {
  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
    afterNextRender({
      read: () => {
        const heading = nativeElement.querySelector<HTMLElement>('h1, h2');
        // Only what has it can take the focus.
        if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
        heading?.focus();
      },
    });
  }
}
