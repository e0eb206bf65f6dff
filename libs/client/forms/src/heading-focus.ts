import { afterNextRender, DestroyRef, Directive, ElementRef, inject } from '@angular/core';
import { PageTitle } from '@daiko/client-ui';

/**
 * Moves the focus to the heading of a screen that replaces another one at the same URL, or to the heading of its
 * step. A heading of level 1 also sets the window title while it exists.
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
        // Only an element with a tabindex can take the focus.
        if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
        heading.focus();
        if (heading.tagName === 'H1') destroyRef.onDestroy(title.nameAfter(nameOf(heading)));
      },
    });
  }
}

/** Without the ▼, which screen readers do not read out either. */
function nameOf(heading: HTMLElement): string {
  const mark = heading.querySelector('[aria-hidden=true]')?.textContent ?? '';
  return heading.textContent.replace(mark, '').trim();
}
