import { Injectable } from '@nestjs/common';
import type { PinRun, PinRunState } from '@daiko/contracts';
import { DeliveryFeed } from '@daiko/server-notification';
import { concatMap, map, startWith, takeWhile, type Observable } from 'rxjs';
import { PinRunService } from './pin-run.service';

/** After these nothing more will happen in a run. */
const OVER: readonly PinRunState[] = ['done', 'ended', 'locked'];

/** The live progress of a run: the same for a decoy, whose messages go nowhere in the same steps. */
@Injectable()
export class PinProgress {
  constructor(
    private readonly runs: PinRunService,
    private readonly feed: DeliveryFeed,
  ) {}

  /** Sends the run as it is now and after each change, until it is over. @throws AppError `pin_run.absent` */
  async of(token: string): Promise<Observable<{ data: PinRun }>> {
    const { id } = await this.runs.challengeOf(token);
    return this.feed.changes(id).pipe(
      startWith(undefined),
      concatMap(() => this.runs.runById(id)),
      takeWhile((run) => !OVER.includes(run.state), true),
      map((run) => ({ data: run })),
    );
  }
}
