import { DOCUMENT } from '@angular/common';
import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { formatDeadline } from './date-time';
import { announcementBetween, formatRemaining, untilNextTick } from './remaining-time';

/**
 * `有効期限 16時43分まで (残り 14分)`. It uses the clock of the server, so that a wrong clock of the device does no harm. It
 * checks the time again when the page comes back to the front, because timers stop while the phone sleeps.
 */
@Component({
  selector: 'ui-countdown',
  // A browser that translates the page would replace these texts with its own, which would no longer change.
  host: { class: 'progress', translate: 'no' },
  template: `
    <p class="progress__label">
      @if (left() > 0) {
        有効期限 {{ deadlineText() }}まで (<strong>残り {{ leftText() }}</strong
        >)
      } @else {
        有効期限 {{ deadlineText() }}を過ぎました
      }
    </p>
    @if (duration() > 0) {
      <div class="progress__bar" aria-hidden="true">
        <span class="progress__fill" [style.inline-size.%]="share()"></span>
      </div>
    }
    <p class="visually-hidden" role="status">{{ announcement() }}</p>
  `,
})
export class Countdown {
  /** ISO 8601. */
  readonly deadline = input.required<string>();
  /** The time of the server when it sent the deadline, ISO 8601. */
  readonly serverNow = input.required<string>();
  /** Length of the whole time in seconds, for the bar; 0 for no bar. */
  readonly duration = input(0);
  /** Fires when the deadline has passed. */
  readonly expired = output();

  protected readonly left = signal(0);
  protected readonly announcement = signal('');
  protected readonly leftText = computed(() => formatRemaining(this.left()));
  protected readonly deadlineText = computed(() => formatDeadline(this.deadline()));
  protected readonly share = computed(() => Math.min(100, this.left() / (this.duration() * 10)));

  /** The deadline on the clock of the device, in milliseconds. */
  private readonly localDeadline = computed(
    () => Date.now() + Date.parse(this.deadline()) - Date.parse(this.serverNow()),
  );
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const localDeadline = this.localDeadline();
      untracked(() => this.begin(localDeadline));
    });
    const document = inject(DOCUMENT);
    const look = () => this.tick();
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(this.timer);
    });
  }

  private begin(localDeadline: number): void {
    this.announcement.set('');
    this.left.set(Math.max(0, localDeadline - Date.now()));
    this.tick();
  }

  private tick(): void {
    const before = this.left();
    const after = Math.max(0, this.localDeadline() - Date.now());
    this.left.set(after);
    const announcement = announcementBetween(before, after);
    if (announcement !== undefined) this.announcement.set(announcement);
    if (before > 0 && after === 0) this.expired.emit();
    clearTimeout(this.timer);
    if (after > 0) this.timer = setTimeout(() => this.tick(), untilNextTick(after));
  }
}
