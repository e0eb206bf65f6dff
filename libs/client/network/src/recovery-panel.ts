import { Component, computed, inject, input, model, output } from '@angular/core';
import type { RecoveryState } from '@daiko/contracts';
import { formatDateTime, Notice } from '@daiko/client-ui';
import { NetworkClient } from './network-client';
import { ReasonedAct } from './reasoned-act';

/** Why and since when a customer cannot reset login information without help, and how a person reopens it. */
@Component({
  selector: 'app-recovery-panel',
  imports: [Notice, ReasonedAct],
  templateUrl: './recovery-panel.html',
})
export class RecoveryPanel {
  readonly customerId = input.required<string>();
  readonly recovery = input.required<RecoveryState>();
  /** Whether the viewer may reopen it: all users above the customer may, the customer never. */
  readonly changeable = input.required<boolean>();
  /** Whether its form is open. */
  readonly asking = model.required<boolean>();
  readonly reopened = output();

  private readonly client = inject(NetworkClient);
  protected readonly why = computed(() =>
    this.recovery().state === 'frozen'
      ? 'お客様から「それは私ではありません」と連絡がありました。'
      : 'PINコードの入力に続けて失敗しました。',
  );
  protected readonly since = computed(() => textOf(this.recovery().since, 'から停止しています。'));
  protected readonly until = computed(() => textOf(this.recovery().until, 'に、自動で再開します。'));
  protected readonly reopen = (reason: string) => this.client.reopenRecovery(this.customerId(), reason);
}

function textOf(instant: string | null, what: string): string {
  return instant === null ? '' : `${formatDateTime(instant)}${what}`;
}
