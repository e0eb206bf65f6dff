import { Component, input } from '@angular/core';

/** One part in one state, with the name of the state above it. */
@Component({
  selector: 'app-specimen',
  host: { class: 'stack stack--8' },
  template: `
    <p class="muted">{{ label() }}</p>
    <ng-content />
  `,
})
export class Specimen {
  readonly label = input.required<string>();
}
