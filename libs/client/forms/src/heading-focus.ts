import { afterNextRender, DestroyRef, Directive, ElementRef, inject } from '@angular/core';
import { PageTitle } from '@daiko/client-ui';

/**
 * Moves the focus to the heading of a screen that takes the place of another one at the same address, or of its step. A
 * heading of level 1 names the window, too, as long as it is there.
 */
@Directive({ selector: '[appHeadingFocus]' })
export class HeadingFocus {
  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
    const title = inject(PageTitle);
    const destroyRef = inject(DestroyRef);
    afterNextRender({
      read: () => {
        const heading = nativeElement.querySelector<HTMLElement>('h1, h2, h3');
        if (!heading) return;
        // Only what has it can take the focus.
        if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
        heading.focus();
        if (heading.tagName === 'H1') destroyRef.onDestroy(title.nameAfter(nameOf(heading)));
      },
    });
  }
}

/** Without the ▼, which is not read out either. */
function nameOf(heading: HTMLElement): string {
  const mark = heading.querySelector('[aria-hidden=true]')?.textContent ?? '';
  return heading.textContent.replace(mark, '').trim();
}
