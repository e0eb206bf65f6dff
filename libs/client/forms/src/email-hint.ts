import { Component, effect, input, output, signal } from '@angular/core';
import { suggestEmail } from '@daiko/contracts';

/**
 * もしかして: an address one slip away from a usual one (`gmial.com`). It is offered when the user leaves the field, and
 * never forced.
 */
@Component({
  selector: 'app-email-hint',
  template: `
    <p class="mostly-empty" role="status">
      @if (suggestion(); as address) {
        もしかして:&ngsp;
        <button class="button button--tertiary" type="button" (click)="take(address)">{{ address }}</button>
      }
    </p>
  `,
})
export class EmailHint {
  readonly control = input.required<HTMLInputElement>();
  readonly accept = output<string>();
  protected readonly suggestion = signal<string | undefined>(undefined);

  constructor() {
    effect((onCleanup) => {
      const control = this.control();
      const look = () => this.suggestion.set(suggestEmail(control.value));
      control.addEventListener('change', look);
      onCleanup(() => control.removeEventListener('change', look));
    });
  }

  protected take(address: string): void {
    this.suggestion.set(undefined);
    this.accept.emit(address);
    this.control().focus();
  }
}
