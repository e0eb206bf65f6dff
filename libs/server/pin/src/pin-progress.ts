import { Injectable } from '@nestjs/common';
import type { PinRun, PinRunState } from '@daiko/contracts';
import { DeliveryFeed } from '@daiko/server-notification';
import {
  concat,
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  map,
  of,
  startWith,
  switchMap,
  takeWhile,
  timer,
  type Observable,
} from 'rxjs';
import { PinRunService } from './pin-run.service';

/** States after which nothing more happens in a run. */
const OVER: readonly PinRunState[] = ['done', 'ended', 'locked'];

/** The live progress of a run. A decoy shows the same steps, but its messages are sent to no address. */
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
      switchMap(() => this.looks(id)),
      distinctUntilChanged((one, other) => shownOf(one) === shownOf(other)),
      takeWhile((run) => !OVER.includes(run.state), true),
      map((run) => ({ data: run })),
    );
  }

  /** The run as it is now, and again at each second in which an already known step becomes visible. */
  private looks(id: string): Observable<PinRun> {
    const after = ({ now }: PinRun): Observable<PinRun> =>
      defer(() => this.runs.untilNextStep(id, now)).pipe(
        concatMap((ms) => (ms === null ? EMPTY : timer(Math.max(0, ms) + MARGIN_MS))),
        concatMap(() => this.looks(id)),
      );
    return defer(() => this.runs.runById(id)).pipe(concatMap((run) => concat(of(run), after(run))));
  }
}

/** Timers may fire a little early. */
const MARGIN_MS = 20;

/**
 * All the values whose changes a reader sees. A change that cannot be seen is not sent, because the number of sent
 * events would reveal a decoy.
 */
function shownOf({ now: _, destinations, ...run }: PinRun): string {
  return JSON.stringify([run, destinations.map(({ id }) => id)]);
}
