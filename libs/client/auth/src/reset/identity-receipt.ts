import { Component, input, output } from '@angular/core';

export interface ReceiptLine {
  name: string;
  value: string;
}

/**
 * A short summary of what the user typed for 確認. After a reload it is no longer known, because nothing of it is
 * stored.
 */
@Component({
  selector: 'app-identity-receipt',
  template: `
    <div class="row row--between">
      @if (lines().length > 0) {
        <dl class="defs defs--tight">
          @for (line of lines(); track line.name) {
            <dt>{{ line.name }}</dt>
            <dd>{{ line.value }}</dd>
          }
        </dl>
      } @else {
        <p class="muted">入力した内容で手続きを進めています。</p>
      }
      <button class="button button--tertiary" type="button" (click)="correct.emit()">入力を直す</button>
    </div>
  `,
})
export class IdentityReceipt {
  readonly lines = input.required<readonly ReceiptLine[]>();
  readonly correct = output();
}
