import { Component, input } from '@angular/core';
import { Icon } from './icon';

/** Further text for users who need it: `PINコードが届かない場合`. */
@Component({
  selector: 'ui-disclosure',
  imports: [Icon],
  template: `
    <details class="more" [open]="open()">
      <summary><ui-icon name="next" />{{ summary() }}</summary>
      <div class="more__body"><ng-content /></div>
    </details>
  `,
})
export class Disclosure {
  readonly summary = input.required<string>();
  readonly open = input(false);
}
