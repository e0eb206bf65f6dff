import type { PinRun } from '@daiko/contracts';
import { ERROR_TEXTS, type FieldError } from '@daiko/client-ui';
import type { ResetStep } from './credential-reset-store';

type FlowState = 'done' | 'current' | 'next';

export interface FlowStates {
  identity: FlowState;
  pin: FlowState;
  last: FlowState;
  /** On the phone one thing at a time: what comes after 通知先選択 waits. */
  laterHidden: boolean;
}

/**
 * How the steps of a procedure look. @param due whether 確認 is what the page waits for: beside a procedure that is
 * under way, the other one is not due.
 */
export function flowStates(step: ResetStep, due: boolean): FlowStates {
  if (step === 'identify') {
    return { identity: due ? 'current' : 'next', pin: 'next', last: 'next', laterHidden: false };
  }
  const choosing = step === 'choosing' || step === 'expired';
  return { identity: 'done', pin: 'current', last: 'next', laterHidden: choosing };
}

/** What 送信 says before there is a PIN to be right or wrong, or null once there is. */
export function notIssued(step: ResetStep, run: PinRun | null, pinId: string): FieldError[] | null {
  if (step === 'identify') return [{ fieldId: pinId, text: ERROR_TEXTS['pin.not_issued'] }];
  if (step === 'expired') return [{ fieldId: pinId, text: ERROR_TEXTS['pin.expired'] }];
  if (run?.pin) return null;
  return [{ fieldId: pinId, text: '先に通知先を選び、「PINコードを通知する」を押してください。' }];
}
