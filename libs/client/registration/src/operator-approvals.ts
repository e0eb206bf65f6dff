import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OperatorAppointment } from '@daiko/contracts';
import { SubmitState } from '@daiko/client-forms';
import { fetched, formatDateTime, LoadState, Outcome } from '@daiko/client-ui';
import { RegistrationClient } from './registration-client';

/** 職員の登録: who waits for a second operator. Its faults are said where the page says those of its other acts. */
@Component({
  selector: 'app-operator-approvals',
  imports: [LoadState, Outcome, RouterLink],
  host: { class: 'stack stack--16' },
  templateUrl: './operator-approvals.html',
})
export class OperatorApprovals {
  private readonly client = inject(RegistrationClient);
  protected readonly submits = inject(SubmitState);
  protected readonly appointments = fetched(() => this.client.operatorAppointments());
  /** Whose registration is being refused: 却下する is pressed twice, because there is no way back. */
  protected readonly refusing = signal<string | undefined>(undefined);
  protected readonly outcome = signal('');
  protected readonly dateTime = formatDateTime;

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
        this.refusing.set(undefined);
        return this.appointments.reload();
      },
    });
  }
}
