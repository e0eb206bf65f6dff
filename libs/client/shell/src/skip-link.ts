import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';

/** Over the header to the content. By script: the address may end in a mailed link's token, which must stay. */
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
