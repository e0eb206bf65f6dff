import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

/** Milliseconds for which the button shows the result. */
const ANSWER_TIME = 4_000;

const ANSWERS = {
  done: { face: 'コピー済', icon: 'check', spoken: 'コピーしました' },
  refused: {
    face: '選択してコピーしてください',
    icon: 'alert',
    spoken: 'コピーできませんでした。選択してコピーしてください',
  },
} as const;

/** コピー: copies a text to the clipboard and reports it. */
@Component({
  selector: 'ui-copy-button',
  imports: [Icon],
  template: `
    <button
      class="copy"
      [class.copy--block]="block()"
      type="button"
      [attr.aria-label]="answer() ? null : label()"
      (click)="copy()"
    >
      <ui-icon [name]="answer()?.icon ?? 'copy'" />{{ answer()?.face ?? 'コピー' }}
    </button>
    <span class="visually-hidden" role="status">{{ answer()?.spoken }}</span>
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  /** Says what is copied, and contains the visible text of the button: `お客様IDをコピー`. */
  readonly label = input.required<string>();
  /** On phones, makes the button as high as a finger needs. */
  readonly block = input(false);

  private readonly outcome = signal<keyof typeof ANSWERS | null>(null);
  private reset: ReturnType<typeof setTimeout> | undefined;
  protected readonly answer = computed(() => {
    const outcome = this.outcome();
    return outcome && ANSWERS[outcome];
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.reset));
  }

  protected async copy(): Promise<void> {
    this.outcome.set((await this.write()) ? 'done' : 'refused');
    clearTimeout(this.reset);
    this.reset = setTimeout(() => this.outcome.set(null), ANSWER_TIME);
  }

  /**
   * Browsers refuse the clipboard to pages without TLS and may ask the user. The user can still select the text then.
   */
  private async write(): Promise<boolean> {
    const clipboard: Clipboard | undefined = (navigator as Partial<Navigator>).clipboard;
    const written = clipboard?.writeText(this.text()).then(
      () => true,
      () => false,
    );
    return (await written) ?? false;
  }
}
