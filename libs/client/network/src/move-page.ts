import { Component, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { readCustomerId, type CustomerMove } from '@daiko/contracts';
import {
  CheckActions,
  FailureNotice,
  HeadingFocus,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { Control, ErrorSummary, fetched, Field, LoadState, Notice, SectionBar } from '@daiko/client-ui';
import { NetworkClient } from './network-client';

/** 上位店の変更: 入力 → 確認 → 完了. */
@Component({
  selector: 'app-move-page',
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
  templateUrl: './move-page.html',
})
export class MovePage {
  private readonly client = inject(NetworkClient);
  protected readonly submits = inject(SubmitState);
  private readonly customerId = inject(ActivatedRoute).snapshot.params['customerId'] as string;
  protected readonly customer = fetched(() => this.client.card(this.customerId));
  protected readonly step = signal<'input' | 'check' | 'done'>('input');
  protected readonly plan = signal<CustomerMove | null>(null);
  protected readonly typed = signal({ parent: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.parent, readCustomerId), {
    name: 'move',
  });

  protected check(): Promise<boolean> {
    return this.submit(refusedFields(this.answers), 'check', (parent) =>
      this.client.previewMove(this.customerId, parent),
    );
  }

  protected move(): Promise<boolean> {
    return this.submit([], 'done', (parent) => this.client.move(this.customerId, parent));
  }

  protected correct(): void {
    this.submits.clear();
    this.step.set('input');
  }

  private submit(
    refused: ReturnType<typeof refusedFields>,
    next: 'check' | 'done',
    ask: (parent: string) => Promise<CustomerMove>,
  ): Promise<boolean> {
    const parent = readCustomerId(this.typed().parent).value ?? '';
    return this.submits.attempt({
      at: 'move',
      refused,
      send: async () => this.plan.set(await ask(parent)),
      accepted: () => this.step.set(next),
      places: { customer: 'parent', move: 'parent', parentCustomerId: 'parent' },
    });
  }
}
