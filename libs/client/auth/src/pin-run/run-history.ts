import { Location } from '@angular/common';
import { DestroyRef, effect, inject, untracked, type Signal } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import type { SubmitState } from '@daiko/client-forms';
import { PageTitle } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';
import type { ResetStep } from './reset-step';

/** Marks the history entry of a procedure that is in progress. */
interface RunEntry {
  underWay?: true;
}

/**
 * Gives a page whose steps share one URL the history that the user expects: Back leads from the PIN to the earlier
 * input, Forward leads to the PIN again, and neither ends the run.
 * @param underWay whether the page shows a run
 */
export function keepRunHistory(underWay: Signal<boolean>): void {
  const store = inject(CredentialResetStore);
  const location = inject(Location);
  const entry = () => location.getState() as RunEntry | null;
  effect(() => {
    if (!underWay() || untracked(entry)?.underWay) return;
    location.go(location.path(true), '', { underWay: true } satisfies RunEntry);
  });
  const moves = location.subscribe(({ state }) => {
    if ((state as RunEntry | null)?.underWay) store.resume();
    else if (underWay()) store.correct();
  });
  inject(DestroyRef).onDestroy(() => moves.unsubscribe());
}

const OVER = new Set<string>(['done', 'locked', 'ended']);

/** Clears the errors of a page when its procedure moves on: an error of one step does not apply to the next step. */
export function clearErrorsBetweenSteps(
  step: Signal<string>,
  submits: Pick<SubmitState, 'clear' | 'errors'>,
): void {
  effect(() => {
    // The error of an expired PIN is the reason for this step, so it stays.
    if (step() !== 'expired') untracked(() => submits.clear());
  });
  effect(() => {
    // The stream may report that the run is over before the refusal that ended it arrives.
    if (OVER.has(step()) && submits.errors().length > 0) untracked(() => submits.clear());
  });
}

const STEP_NAMES: Partial<Record<ResetStep, string>> = {
  choosing: '通知先選択',
  expired: '通知先選択',
  waiting: 'PINコードの入力',
  mail_sent: 'メールの確認',
  done: '手続きの完了',
  locked: '手続きの終了',
  ended: '期限切れ',
};

/**
 * Puts the name of the step before the name of the page in the window title, because the URL does not show the step.
 */
export function nameSteps(step: Signal<ResetStep>): void {
  const title = inject(PageTitle);
  const page = inject(ActivatedRoute).snapshot.title ?? '';
  effect(() => {
    const name = STEP_NAMES[step()];
    title.rename(name === undefined ? page : `${name} - ${page}`);
  });
}
