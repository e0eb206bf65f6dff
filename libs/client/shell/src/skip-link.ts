import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';

/**
 * Skips the header and leads to the content. It uses a script, because the URL may end with the token of a mailed
 * link, which must stay.
 */
@Component({
  selector: 'app-skip-link',
  template: '<a class="skip" href="#main" (click)="skip($event)">本文へ移動</a>',
})
export class SkipLink {
  private readonly document = inject(DOCUMENT);

  protected skip(event: Event): void {
    event.preventDefault();
    this.document.getElementById('main')?.focus();
  }
}
