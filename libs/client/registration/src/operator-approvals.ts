import { afterNextRender, Component, inject, Injector, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OperatorAppointment } from '@daiko/contracts';
import { HeadingFocus, SubmitState } from '@daiko/client-forms';
import { fetched, formatDateTime, LoadState, Outcome } from '@daiko/client-ui';
import { RegistrationClient } from './registration-client';

/**
 * 職員の登録: the new operators who wait for a second operator. The page shows its errors in the same place as the errors
 * of its other actions.
 */
@Component({
  selector: 'app-operator-approvals',
  imports: [HeadingFocus, LoadState, Outcome, RouterLink],
  host: { class: 'stack stack--16' },
  templateUrl: './operator-approvals.html',
})
export class OperatorApprovals {
  private readonly client = inject(RegistrationClient);
  private readonly injector = inject(Injector);
  protected readonly submits = inject(SubmitState);
  protected readonly appointments = fetched(() => this.client.operatorAppointments());
  /**
   * The registration that is being decided, and how. The consequences are shown first, because the decision cannot be
   * undone.
   */
  protected readonly deciding = signal<{ id: string; by: 'approval' | 'refusal' } | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly dateTime = formatDateTime;

  protected ask(by: 'approval' | 'refusal', { customerId: id }: OperatorAppointment): void {
    this.deciding.set({ id, by });
  }

  /** The button that opened this part appears again. */
  protected stop({ customerId }: OperatorAppointment): void {
    this.deciding.set(undefined);
    const focus = () => document.querySelector<HTMLElement>(`#operator-${customerId} button`)?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  protected async approve({ customerId }: OperatorAppointment): Promise<void> {
    await this.act(
      () => this.client.decideOperator(customerId, 'approval'),
      '職員の登録を承認し、ほかの職員へお知らせしました。ログイン設定メールは、改めて送られます。',
    );
  }

  protected async refuse({ customerId }: OperatorAppointment): Promise<void> {
    await this.act(
      () => this.client.decideOperator(customerId, 'refusal'),
      '職員の登録を却下しました。この職員は停止中のままです。',
    );
  }

  private async act(send: () => Promise<void>, done: string): Promise<void> {
    this.outcome.set('');
    await this.submits.attempt({
      refused: [],
      send,
      accepted: () => {
        this.outcome.set(done);
        this.deciding.set(undefined);
        return this.appointments.reload();
      },
    });
  }
}
