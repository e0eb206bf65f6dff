import type { PinPurpose, PinRun } from '@daiko/contracts';

/**
 * Where a procedure stands for its page. As the run's state, and `identify` before there is a run;
 * `choosing` also while another destination is wanted for a PIN that still counts.
 */
export type ResetStep = 'identify' | PinRun['state'];

/** A run as this page knows it, and the one it was about when it vanished. */
export interface Known {
  run: PinRun | null;
  purpose: PinPurpose | null;
}

/** How far a run is, whatever its page shows meanwhile. */
export function reachedStep({ run, purpose }: Known): ResetStep {
  if (purpose === null) return 'identify';
  if (run === null) return 'ended';
  return run.state;
}
