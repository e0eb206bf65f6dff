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

/** PINコードの入力: first 通知先選択, then the PIN. It is the same for every procedure. */
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
  /** Prefix of the ids of the fields. */
  readonly prefix = input.required<string>();
  /** Id of the form that 送信 belongs to; the field of the PIN is outside of that form. */
  readonly completion = input.required<string>();
  readonly code = input.required<FieldTree<string>>();
  /** What the user typed for 確認 and should check if the own destinations are not in the list. */
  readonly identity = input('');

  protected readonly pinId = computed(() => `${this.prefix()}-pin`);
  protected readonly pickerId = computed(() => `${this.prefix()}-destination`);
  protected readonly step = computed(() => this.store.stepOf(this.purpose()));
  protected readonly choosing = computed(() => this.step() === 'choosing' || this.step() === 'expired');
  protected readonly waiting = computed(() => this.step() === 'waiting');
  protected readonly run = this.store.run;
  protected readonly pin = computed(() => this.run()?.pin ?? null);
  /**
   * The number of the PIN in this run that is awaited by SMS, counted from 1. It is 0 if none is awaited, or while a
   * PIN is being sent to the server.
   */
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
    // A user who asked for a PIN needs the PIN field; a user who has to choose needs the choices. If there are
    // errors, they keep the focus.
    afterRenderEffect(() => {
      // A PIN that did not arrive cannot be typed: its notice contains the next step and gets the focus.
      if (this.waiting() && !this.store.isUndelivered()) untracked(() => this.focus(this.pinId()));
      else if (this.choosing()) untracked(() => this.focus(this.pickerId()));
    });
  }

  /** Keeps what the user typed already and sends nothing: the user has to press 送信. */
  private async fillIn(received: Promise<string | null>): Promise<void> {
    const pin = await received;
    const code = this.code()();
    if (pin !== null && code.value() === '') code.value.set(pin);
  }

  private focus(fieldId: string): void {
    if (this.submits.errors().length === 0) this.part.querySelector<HTMLElement>(`#${fieldId}`)?.focus();
  }

  protected async issue(): Promise<void> {
    // A choice that was made in an earlier run is not valid in this one.
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
