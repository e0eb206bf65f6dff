import { afterRenderEffect, Component, computed, ElementRef, inject, untracked } from '@angular/core';
import { failureText, isHandedOver, Notice } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';

/**
 * Shows above the field where the PIN is: on its way, sent, or not delivered. If it was not delivered, another
 * destination is the next step.
 */
@Component({
  selector: 'app-pin-news',
  imports: [Notice],
  host: { class: 'mostly-empty' },
  template: `
    @if (pin(); as pin) {
      @if (store.isUndelivered()) {
        <ui-notice
          kind="error"
          tabindex="-1"
          [heading]="pin.sentTo + ' へPINコードを届けられませんでした。'"
          [live]="true"
        >
          <p>{{ failure() }}</p>
          <div class="actions">
            <button class="button button--primary" type="button" (click)="store.reconsider()">
              別の通知先を選ぶ
            </button>
          </div>
        </ui-notice>
      } @else {
        <ui-notice [kind]="isSent() ? 'success' : 'info'" [heading]="heading()" [live]="true">
          @if (pin.issues > 1) {
            <p>以前のPINコードは無効になりました。最後に届いたPINコードを入力してください。</p>
          }
        </ui-notice>
      }
    }
  `,
})
export class PinNews {
  protected readonly store = inject(CredentialResetStore);
  private readonly part = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly pin = computed(() => this.store.run()?.pin ?? null);
  protected readonly isSent = computed(() => isHandedOver(this.pin()?.delivery));
  protected readonly heading = computed(() => {
    const to = this.pin()?.sentTo ?? '';
    return this.isSent() ? `${to} へPINコードを通知しました。` : `${to} へPINコードを送っています。`;
  });
  protected readonly failure = computed(() => {
    const pin = this.pin();
    const reason = pin?.delivery.reason ?? null;
    return pin === null || reason === null ? '' : failureText(reason, pin.channel);
  });

  constructor() {
    afterRenderEffect(() => {
      if (this.store.isUndelivered()) untracked(() => this.focus());
    });
  }

  /**
   * The next step is shown here now. A user who is typing keeps the focus, because a failure report may be wrong and
   * may come late.
   */
  private focus(): void {
    const { activeElement } = this.part.ownerDocument;
    const isTyping = activeElement instanceof HTMLInputElement && activeElement.value !== '';
    if (!isTyping) this.part.querySelector<HTMLElement>('.notice')?.focus();
  }
}
