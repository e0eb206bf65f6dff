import { inject, Service } from '@angular/core';
import type { PinPurpose, PinRun } from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import { PinWork } from './pin-work';

const PATHS: Record<PinPurpose, string> = {
  login_id_reset: '/login-id-resets',
  password_reset: '/password-resets',
  login_id_change: '/login-id-changes',
  password_change: '/password-changes',
};

/** The requests of an identity verification. A cookie that scripts cannot read says which run is meant. */
@Service()
export class PinRunClient {
  private readonly api = inject(ApiClient);
  private readonly work = inject(PinWork);

  /** The run of this browser, or null if there is none. */
  async find(): Promise<PinRun | null> {
    try {
      return await this.api.get<PinRun>('/pin-run');
    } catch (error) {
      if (ApiProblem.is(error, 'pin_run.absent')) return null;
      throw error;
    }
  }

  open(purpose: PinPurpose, identity: object): Promise<PinRun> {
    return this.api.post<PinRun>(PATHS[purpose], identity);
  }

  issue(destinationId: string): Promise<PinRun> {
    return this.api.post<PinRun>('/pin-run/pin', { destinationId });
  }

  /** Sends the prepared work. If no work was prepared, or if it is no longer valid, the work is done now. */
  async complete(purpose: PinPurpose, answers: object): Promise<PinRun> {
    const path = `${PATHS[purpose]}/completion`;
    const work = await this.work.take();
    try {
      return await this.api.post<PinRun>(path, { ...answers, ...(work && { work }) });
    } catch (error) {
      if (!ApiProblem.is(error, 'pin.work_required')) throw error;
      const done = await this.work.solve();
      return this.api.post<PinRun>(path, { ...answers, ...(done && { work: done }) });
    }
  }

  abandon(): Promise<void> {
    return this.api.delete('/pin-run');
  }
}
