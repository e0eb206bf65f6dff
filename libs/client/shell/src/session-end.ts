import { Component, computed, effect, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { failureText } from '@daiko/client-forms';
import { ApiClient, ApiProblem, ServerClock, SessionStore } from '@daiko/client-session';
import { formatDeadline } from '@daiko/client-ui';
import { SignOut } from './sign-out';

/** Milliseconds between the warning and the end of the session (WCAG 2.2.1 requires at least 20 seconds). */
const WARNING_TIME = 2 * 60_000;

/**
 * まもなくログアウトします: shown two minutes before the session ends, with one button to continue. The page below stays
 * unchanged, so no input is lost. At the end the server is asked, because another window may have extended the
 * session.
 */
@Component({
  selector: 'app-session-end',
  template: `
    <dialog
      #dialog
      class="dialog"
      role="alertdialog"
      aria-labelledby="session-end-title"
      aria-describedby="session-end-text"
    >
      <div class="dialog__head">
        <h2 class="dialog__title" id="session-end-title">まもなくログアウトします</h2>
      </div>
      <div class="dialog__body" id="session-end-text">
        @if (isFinal()) {
          <p>ログインしてから12時間になるため、{{ endText() }}に自動的にログアウトします。</p>
          <p>入力中の内容がある場合は、それまでに送信してください。</p>
        } @else {
          <p>操作がないため、{{ endText() }}に自動的にログアウトします。</p>
        }
        @if (failure(); as reason) {
          <p class="field__error">延長できませんでした。{{ reason }}</p>
        }
      </div>
      <div class="dialog__foot">
        <button class="button button--secondary" type="button" (click)="leave()">ログアウト</button>
        @if (isFinal()) {
          <button class="button button--primary" type="button" autofocus (click)="dialog.close()">
            閉じる
          </button>
        } @else {
          <button class="button button--primary" type="button" autofocus (click)="extend()">
            利用を続ける
          </button>
        }
      </div>
    </dialog>
  `,
})
export class SessionEnd {
  private readonly api = inject(ApiClient);
  private readonly sessions = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly signOut = inject(SignOut);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly failure = signal('');
  protected readonly endText = computed(() =>
    formatDeadline(new Date(this.sessions.endsAt() ?? 0).toISOString()),
  );
  /** Extending does not help any more: the session has reached its maximum age. */
  protected readonly isFinal = computed(() => {
    const session = this.sessions.session();
    return session !== null && this.sessions.endsAt() === Date.parse(session.absoluteEndsAt);
  });

  constructor() {
    effect((onCleanup) => {
      const endsAt = this.sessions.endsAt();
      if (endsAt === null) return;
      const left = endsAt - this.clock.now();
      const warning = setTimeout(() => this.warn(), Math.max(0, left - WARNING_TIME));
      const end = setTimeout(() => void this.ask(), Math.max(0, left) + 1_000);
      onCleanup(() => {
        clearTimeout(warning);
        clearTimeout(end);
        this.dialog().nativeElement.close();
      });
    });
  }

  protected async extend(): Promise<void> {
    this.failure.set(await failureOf(this.sessions.extend()));
    if (this.failure() === '') this.dialog().nativeElement.close();
  }

  protected async leave(): Promise<void> {
    this.dialog().nativeElement.close();
    await this.signOut.run();
  }

  private warn(): void {
    this.failure.set('');
    const dialog = this.dialog().nativeElement;
    if (!dialog.open) dialog.showModal();
  }

  private async ask(): Promise<void> {
    this.failure.set(await failureOf(this.api.unattended(() => this.sessions.load())));
  }
}

/**
 * A refusal or a lost connection is an answer here; any other error is a fault of the program.
 * @returns why the request failed, or an empty text
 */
async function failureOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return '';
  } catch (error) {
    if (error instanceof ApiProblem) return failureText(error);
    throw error;
  }
}
