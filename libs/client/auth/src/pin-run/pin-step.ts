import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import type { PinPurpose } from '@daiko/contracts';
import { FailureNotice, holdComposing, SubmitState, TypedForm } from '@daiko/client-forms';
import { Control, DestinationPicker, ERROR_TEXTS, Field, Notice } from '@daiko/client-ui';
import { CallerNote } from './caller-note';
import { CredentialResetStore } from './credential-reset-store';
import { OutageNotice } from './outage-notice';
import { PinNews } from './pin-news';
import { resendRefusal } from './resend-refusal';
import { PinWork } from './pin-work';
import { receiveOtp } from './web-otp';

/** PINコードの入力: 通知先選択 first, then the PIN. The same for every procedure. */
@Component({
  selector: 'app-pin-step',
  imports: [
    CallerNote,
    Control,
    DestinationPicker,
    FailureNotice,
    Field,
    FormField,
    Notice,
    OutageNotice,
    PinNews,
    TypedForm,
  ],
  host: { class: 'stack', '(keydown.enter)': 'hold($event)' },
  templateUrl: './pin-step.html',
})
export class PinStep {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);

  protected readonly work = inject(PinWork);

  readonly purpose = input.required<PinPurpose>();
  /** Begins the ids of the fields. */
  readonly prefix = input.required<string>();
  /** Id of the form that 送信 belongs to; the PIN's field stands outside of it. */
  readonly completion = input.required<string>();
  readonly code = input.required<FieldTree<string>>();
  /** What the reader typed for 確認 and should check when the own destinations are not listed. */
  readonly identity = input('');

  protected readonly pinId = computed(() => `${this.prefix()}-pin`);
  protected readonly pickerId = computed(() => `${this.prefix()}-destination`);
  protected readonly step = computed(() => this.store.stepOf(this.purpose()));
  protected readonly choosing = computed(() => this.step() === 'choosing' || this.step() === 'expired');
  protected readonly waiting = computed(() => this.step() === 'waiting');
  protected readonly run = this.store.run;
  protected readonly pin = computed(() => this.run()?.pin ?? null);
  /** Which PIN of the run is awaited by SMS, counted from 1; 0 when none is, or while one is being sent in. */
  private readonly awaitedSms = computed(() => {
    const pin = this.pin();
    return this.waiting() && pin?.channel === 'sms' && !this.submits.busy() ? pin.issues : 0;
  });
  protected readonly hint = computed(() => {
    if (this.waiting()) return 'お手元に届いた6桁の数字です。';
    return this.choosing()
      ? '通知先を選ぶと届く6桁の数字です。'
      : '「確認」を押したあと、お手元に届く6桁の数字です。';
  });
  protected readonly chosen = signal<string | null>(null);
  protected readonly expiredText = ERROR_TEXTS['pin.expired'];
  protected readonly hold = holdComposing;

  private readonly part = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    effect(() => {
      if (this.waiting() && this.run()?.workRequired === true) untracked(() => this.work.prepare());
    });
    effect((onCleanup) => {
      if (this.awaitedSms() === 0) return;
      const waiting = new AbortController();
      onCleanup(() => waiting.abort());
      untracked(() => void this.fillIn(receiveOtp(waiting.signal)));
    });
    // Whoever asked for a PIN is looking for the field; whoever has to choose, for the choices. Errors keep the focus.
    afterRenderEffect(() => {
      // A PIN that did not arrive is not typed: its notice has the next step, and the focus.
      if (this.waiting() && !this.store.isUndelivered()) untracked(() => this.focus(this.pinId()));
      else if (this.choosing()) untracked(() => this.focus(this.pickerId()));
    });
  }

  /** What was typed already is kept, and nothing is sent: 送信 is pressed by a person. */
  private async fillIn(received: Promise<string | null>): Promise<void> {
    const pin = await received;
    const code = this.code()();
    if (pin !== null && code.value() === '') code.value.set(pin);
  }

  private focus(fieldId: string): void {
    if (this.submits.errors().length === 0) this.part.querySelector<HTMLElement>(`#${fieldId}`)?.focus();
  }

  protected async issue(): Promise<void> {
    // What was chosen in an earlier run means nothing in this one.
    const destinations = this.run()?.destinations ?? [];
    const destinationId = destinations.find(({ id }) => id === this.chosen())?.id ?? null;
    const place = this.pickerId();
    const wait = destinationId === null ? 0 : this.store.waitOf(destinationId);
    await this.submits.attempt({
      at: place,
      refused: refusals(destinationId, wait).map((text) => ({ fieldId: place, text })),
      send: () => this.store.issue(destinationId ?? ''),
      places: {
        destinationId: place,
        destination: place,
        'pin.resend_too_soon': place,
        'pin.sends_exhausted': place,
      },
      texts: { 'pin.resend_too_soon': ({ retryAfterSeconds = 1 }) => resendRefusal(retryAfterSeconds, 1) },
    });
  }
}

function refusals(destinationId: string | null, wait: number): string[] {
  if (destinationId === null) return ['通知先を1つ選んでください。'];
  return wait > 0 ? [resendRefusal(wait, 1)] : [];
}
