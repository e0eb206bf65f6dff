import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Passkey } from '@daiko/contracts';
import { CheckActions, HeadingFocus, SubmitState, TypedForm } from '@daiko/client-forms';
import { ErrorSummary } from '@daiko/client-ui';
import { PasskeyClient } from './passkey-client';
import { RecoveryCodeList } from './recovery-code-list';

const READY = 'passkeys-ready';

/** パスキーを必須にする: 入力 → 確認 → 完了, followed by the recovery codes. */
@Component({
  selector: 'app-passkey-requirement',
  imports: [CheckActions, ErrorSummary, HeadingFocus, RecoveryCodeList, TypedForm],
  providers: [SubmitState],
  host: { class: 'stack stack--16' },
  templateUrl: './passkey-requirement.html',
})
export class PasskeyRequirement {
  /** The usable passkeys: two or more. */
  readonly usable = input.required<readonly Passkey[]>();
  /** Passkeys are required from now on; the codes are still shown. */
  readonly required = output();
  /** Fires when this part has nothing more to show; the value says whether passkeys are required now. */
  readonly over = output<boolean>();

  private readonly client = inject(PasskeyClient);
  protected readonly submits = inject(SubmitState);
  protected readonly step = signal<'input' | 'check' | 'done'>('input');
  protected readonly isReady = signal(false);
  protected readonly codes = signal<readonly string[]>([]);
  protected readonly names = computed(() =>
    this.usable()
      .map(({ name }) => name)
      .join('、'),
  );

  protected async check(): Promise<void> {
    const text = 'パスキーを使えることを確かめてから、チェックを付けてください。';
    await this.submits.attempt({
      refused: this.isReady() ? [] : [{ fieldId: READY, text }],
      send: () => Promise.resolve(),
      accepted: () => this.step.set('check'),
    });
  }

  protected correct(): void {
    this.submits.clear();
    this.step.set('input');
  }

  protected async require(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: async () => this.codes.set((await this.client.requirePasskeys()).codes),
      accepted: () => {
        this.step.set('done');
        this.required.emit();
      },
    });
  }
}
