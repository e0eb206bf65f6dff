import type { PinPurpose, PinRun } from '@daiko/contracts';

/**
 * The step of a procedure that its page shows. It is the state of the run, or `identify` before there is a run. It is
 * also `choosing` while the user wants another destination for a PIN that is still valid.
 */
export type ResetStep = 'identify' | PinRun['state'];

/** A run as this page knows it. If the run vanished, `purpose` is the purpose that it had. */
export interface Known {
  run: PinRun | null;
  purpose: PinPurpose | null;
}

/** How far a run has come, whatever the page shows. */
export function reachedStep({ run, purpose }: Known): ResetStep {
  if (purpose === null) return 'identify';
  if (run === null) return 'ended';
  return run.state;
}
