import {
  afterRenderEffect,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { Delivery, DeliveryState } from '@daiko/contracts';
import { FailureNotice, SubmitState } from '@daiko/client-forms';
import { CredentialResetStore } from './credential-reset-store';
import { resendRefusal } from './resend-refusal';

/** Seconds after which another destination is offered although nothing failed (product specification 4.6). */
const LATE_AFTER_SECONDS = 45;

/**
 * Sends another PIN, to the same or another destination. If the user has already typed the current PIN, it would
 * become invalid, so the user is asked first.
 */
@Component({
  selector: 'app-resend-pin',
  imports: [FailureNotice],
  host: { class: 'stack stack--8' },
  template: `
    <p class="phrase mostly-empty" role="status">
      @if (isLate()) {
        <span>まだ届かない場合は、別の通知先でも受け取れます。</span>
      }
    </p>
    @if (isAsking()) {
      <div class="stack stack--8" role="group" aria-labelledby="resend-question">
        <p #question class="phrase" id="resend-question" tabindex="-1">
          再送すると、入力したPINコードは使えなくなります。再送しますか。
        </p>
        <div class="actions">
          <button class="button button--secondary button--sm" type="button" (click)="send()">再送する</button>
          <button class="button button--tertiary" type="button" (click)="isAsking.set(false)">
            入力したPINコードを使う
          </button>
        </div>
      </div>
    } @else {
      <div class="actions actions--split">
        <button class="button button--secondary button--sm" type="button" (click)="resend()">
          PINコードを再送する
        </button>
        @if (!store.isUndelivered()) {
          <button [class]="otherClass()" type="button" (click)="store.reconsider()">別の通知先を選ぶ</button>
        }
      </div>
    }
    <p class="phrase mostly-empty" role="status">{{ answer() }}</p>
    <app-failure-notice at="resend" />
    @if (store.run()?.sendsLeft === 1) {
      <p class="phrase">再送できるのはあと1回です</p>
    }
  `,
})
export class ResendPin {
  protected readonly store = inject(CredentialResetStore);
  private readonly submits = inject(SubmitState);

  /** The field in which the user types the PIN. */
  readonly code = input.required<FieldTree<string>>();

  protected readonly isAsking = signal(false);
  protected readonly isLate = computed(() => isLate(this.store.run()?.pin?.delivery, this.store.now()));
  protected readonly otherClass = computed(() =>
    this.isLate() ? 'button button--secondary button--sm' : 'button button--tertiary',
  );
  private readonly destinationId = computed(() => this.store.run()?.pin?.destinationId ?? '');
  /** A message about waiting disappears when the wait is over. */
  private readonly isReady = computed(() => this.store.waitOf(this.destinationId()) === 0);
  protected readonly answer = linkedSignal({ source: () => this.isReady(), computation: () => '' });

  private readonly question = viewChild<ElementRef<HTMLElement>>('question');

  constructor() {
    // The pressed button has disappeared: a keyboard user continues at the question.
    afterRenderEffect(() => this.question()?.nativeElement.focus());
  }

  /**
   * If the button is pressed too early, it shows how long to wait, because a button that does nothing explains
   * nothing.
   */
  protected async resend(): Promise<void> {
    const wait = this.store.waitOf(this.destinationId());
    const refusal = resendRefusal(wait, this.store.run()?.sendsLeft ?? 0);
    this.answer.set(refusal);
    if (refusal !== '') return;
    if (this.code()().value() === '') await this.send();
    else this.isAsking.set(true);
  }

  protected async send(): Promise<void> {
    this.isAsking.set(false);
    await this.submits.attempt({
      at: 'resend',
      refused: [],
      send: () => this.store.issue(this.destinationId()),
      texts: { 'pin.resend_too_soon': ({ retryAfterSeconds = 1 }) => resendRefusal(retryAfterSeconds, 1) },
      accepted: () => this.answer.set('PINコードを再送しました。最後に届いたPINコードを入力してください。'),
    });
  }
}

/** Whether its arrival is still unknown after a while. @param now milliseconds, on the clock of the server */
function isLate(delivery: Delivery | undefined, now: number): boolean {
  const since = delivery?.steps[0]?.at;
  if (delivery === undefined || since === undefined) return false;
  return !SETTLED.includes(delivery.state) && now - Date.parse(since) >= LATE_AFTER_SECONDS * 1_000;
}

const SETTLED: readonly DeliveryState[] = ['answered', 'delivered', 'failed'];
