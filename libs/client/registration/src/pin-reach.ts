import { Component, computed, input } from '@angular/core';
import { isServiceNumber, readPhone } from '@daiko/contracts';
import { Icon } from '@daiko/client-ui';

/** Shows at a phone number field, while the user types, that a PIN cannot reach the number. It blocks nothing. */
@Component({
  selector: 'app-pin-reach',
  imports: [Icon],
  host: { class: 'mostly-empty', role: 'status' },
  template: `
    @if (isOutOfReach()) {
      <p class="field__error">
        <ui-icon name="alert" /><span>{{ text }}</span>
      </p>
    }
  `,
})
export class PinReach {
  readonly phone = input.required<string>();
  protected readonly text =
    'この番号へは、PINコードを送れません。0120や0570などではなく、お客様ご本人が電話に出られる番号を入力してください。';
  protected readonly isOutOfReach = computed(() => {
    const { value } = readPhone(this.phone());
    return value !== undefined && isServiceNumber(value);
  });
}
