import { computed, Directive, ElementRef, inject, input } from '@angular/core';
import { Field } from './field';

/** Connects a native input or select with its field: id, description and error state. */
@Directive({
  selector: 'input[uiControl], select[uiControl], textarea[uiControl]',
  host: {
    '[class.input]': '!isSelect',
    '[class.select]': 'isSelect',
    '[attr.id]': 'field.fieldId()',
    '[attr.aria-describedby]': 'description()',
    '[attr.aria-invalid]': 'field.error() === null ? null : "true"',
  },
})
export class Control {
  /** Ids of further texts that describe the control, such as the rules of a password. */
  readonly alsoDescribedBy = input<string>();

  protected readonly field = inject(Field);
  protected readonly isSelect =
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.localName === 'select';
  protected readonly description = computed(
    () => [this.field.describedBy(), this.alsoDescribedBy()].filter(Boolean).join(' ') || null,
  );
}
