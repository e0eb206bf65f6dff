import type { PinRun } from '@daiko/contracts';
import { ERROR_TEXTS, type FieldError } from '@daiko/client-ui';
import type { ResetStep } from '../pin-run/reset-step';

type FlowState = 'done' | 'current' | 'next';

export interface FlowStates {
  identity: FlowState;
  pin: FlowState;
  last: FlowState;
  /** The phone shows one thing at a time: everything after 通知先選択 is hidden until then. */
  laterHidden: boolean;
  /** Whether 送信 is the next step. */
  isSubmitMain: boolean;
}

/**
 * How the steps of a procedure look.
 * @param due whether the page waits for 確認; beside a procedure that is in progress, the other one is not due
 * @param isUndelivered the awaited PIN did not arrive
 */
export function flowStates(step: ResetStep, due: boolean, isUndelivered: boolean): FlowStates {
  if (step === 'identify') {
    const identity = due ? 'current' : 'next';
    return { identity, pin: 'next', last: 'next', laterHidden: false, isSubmitMain: false };
  }
  const laterHidden = step === 'choosing' || step === 'expired';
  const isSubmitMain = step === 'waiting' && !isUndelivered;
  return { identity: 'done', pin: 'current', last: 'next', laterHidden, isSubmitMain };
}

/**
 * The errors that 送信 shows before a PIN exists, or null once there is one.
 * @param reached how far the run has come, whatever the page shows
 */
export function notIssued(reached: ResetStep, run: PinRun | null, pinId: string): FieldError[] | null {
  if (reached === 'identify') return [{ fieldId: pinId, text: ERROR_TEXTS['pin.not_issued'] }];
  if (reached === 'expired') return [{ fieldId: pinId, text: ERROR_TEXTS['pin.expired'] }];
  if (run?.pin) return null;
  return [{ fieldId: pinId, text: '先に通知先を選び、「PINコードを通知する」を押してください。' }];
}
