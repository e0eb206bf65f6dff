import { Directive, output } from '@angular/core';

/**
 * Prevents the Enter key that confirms a conversion (変換) from confirming anything else. Some browsers report it as an
 * ordinary Enter with key code 229.
 */
export function holdComposing(event: Event): void {
  if (!(event instanceof KeyboardEvent)) return;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends the composition before this event, so only the key code shows it
  if (event.isComposing || event.keyCode === 229) event.preventDefault();
}

/** A form that its page submits: the browser neither validates nor sends it. */
@Directive({
  selector: 'form[appTyped]',
  host: { novalidate: '', '(submit)': 'send($event)', '(keydown.enter)': 'hold($event)' },
})
export class TypedForm {
  readonly appTyped = output();
  protected readonly hold = holdComposing;

  protected send(event: Event): void {
    event.preventDefault();
    this.appTyped.emit();
  }
}
