import { Component, DestroyRef, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

/** How long the button says what came of it, in milliseconds. */
const ANSWER_TIME = 4_000;

/** コピー: puts a text on the clipboard and says so. */
@Component({
  selector: 'ui-copy-button',
  imports: [Icon],
  template: `
    <button
      class="copy"
      [class.copy--block]="block()"
      type="button"
      [attr.aria-label]="answer() ?? label()"
      (click)="copy()"
    >
      <ui-icon [name]="answer() === 'コピーしました' ? 'check' : 'copy'" />{{ answer() ?? 'コピー' }}
    </button>
    <span class="visually-hidden" role="status">{{ answer() }}</span>
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  /** Says what is copied and holds the word on the button's face: `お客様IDをコピー`. */
  readonly label = input.required<string>();
  /** The height of a finger, on phones. */
  readonly block = input(false);
  protected readonly answer = signal<string | null>(null);
  private reset: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.reset));
  }

  protected async copy(): Promise<void> {
    this.answer.set(await this.write());
    clearTimeout(this.reset);
    this.reset = setTimeout(() => this.answer.set(null), ANSWER_TIME);
  }

  /** Browsers refuse the clipboard to pages without TLS and may ask the user: a refusal is told, the text can be selected. */
  private async write(): Promise<string> {
    const clipboard: Clipboard | undefined = (navigator as Partial<Navigator>).clipboard;
    const written = await clipboard?.writeText(this.text()).then(
      () => true,
      () => false,
    );
    return written ? 'コピーしました' : '選択してコピーしてください';
  }
}
