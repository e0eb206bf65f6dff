import { Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { CHANNEL_NAMES, CHANNELS, readOutageReason, type Channel } from '@daiko/contracts';
import {
  CheckActions,
  exact,
  FailureNotice,
  HeadingFocus,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { Control, ErrorSummary, fetched, Field, LoadState, Notice, SectionBar } from '@daiko/client-ui';
import { OperationsClient } from './operations-client';

/** 停止 (入力 → 確認 → 完了) and 再開 (確認 → 完了) of one channel. */
@Component({
  selector: 'app-outage-page',
  imports: [
    CheckActions,
    Control,
    ErrorSummary,
    FailureNotice,
    Field,
    FormField,
    HeadingFocus,
    LoadState,
    Notice,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './outage-page.html',
})
export class OutagePage {
  readonly channel = input.required<string>();

  private readonly client = inject(OperationsClient);
  protected readonly submits = inject(SubmitState);
  protected readonly overview = fetched(() => this.client.overview());
  protected readonly known = computed(
    (): Channel => CHANNELS.find((one) => one === this.channel()) ?? 'voice',
  );
  protected readonly name = computed(() => CHANNEL_NAMES[this.known()]);
  protected readonly outage = computed(
    () => this.overview.value()?.channels.find(({ channel }) => channel === this.known())?.outage ?? null,
  );
  protected readonly step = signal<'input' | 'check' | 'stopped' | 'resumed'>('input');
  protected readonly typed = signal({ reason: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.reason, readOutageReason), {
    name: 'outage',
  });

  protected readonly reason = computed(() => exact(this.typed().reason, readOutageReason));

  protected async check(): Promise<void> {
    await this.submits.attempt({
      at: 'outage',
      refused: refusedFields(this.answers),
      send: () => Promise.resolve(),
      accepted: () => this.step.set('check'),
    });
  }

  protected correct(): void {
    this.submits.clear();
    this.step.set('input');
  }

  protected async stop(): Promise<void> {
    await this.submits.attempt({
      at: 'outage',
      refused: [],
      send: () => this.client.stop({ channel: this.known(), reason: this.reason() }),
      accepted: () => this.step.set('stopped'),
      places: { reason: 'outage-reason' },
    });
  }

  protected async resume(): Promise<void> {
    await this.submits.attempt({
      at: 'outage',
      refused: [],
      send: () => this.client.resume(this.known()),
      accepted: () => this.step.set('resumed'),
    });
  }
}
