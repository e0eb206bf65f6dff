import type { PinRun } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { flowStates, notIssued } from './flow-states';

const run = (pin: object | null) => ({ pin }) as PinRun;

describe('the steps of a procedure', () => {
  it('waits for 確認 first, unless the procedure beside it is under way', () => {
    expect(flowStates('identify', true, false).identity).toBe('current');
    expect(flowStates('identify', false, false).identity).toBe('next');
  });

  it('hides on the phone what comes after 通知先選択', () => {
    expect(flowStates('choosing', true, false).laterHidden).toBe(true);
    expect(flowStates('expired', true, false).laterHidden).toBe(true);
    expect(flowStates('waiting', true, false).laterHidden).toBe(false);
  });
});

describe('送信', () => {
  it('is the next step while a PIN is awaited, and not when it did not arrive', () => {
    expect(flowStates('waiting', true, false).isSubmitMain).toBe(true);
    expect(flowStates('waiting', true, true).isSubmitMain).toBe(false);
    expect(flowStates('choosing', true, false).isSubmitMain).toBe(false);
  });
});

describe('送信 before there is a PIN', () => {
  const textOf = (errors: ReturnType<typeof notIssued>) => errors?.[0]?.text;

  it('leads to 確認 first', () => {
    expect(textOf(notIssued('identify', null, 'pin'))).toBe(
      '先に「確認」を押して、PINコードを受け取ってください。',
    );
  });

  it('leads to 通知先選択 after 確認', () => {
    expect(textOf(notIssued('choosing', run(null), 'pin'))).toContain('「PINコードを通知する」');
  });

  it('says that the PIN expired', () => {
    expect(textOf(notIssued('expired', run({}), 'pin'))).toContain('有効時間(15分)を過ぎました');
  });

  it('says nothing while a PIN counts, even if another destination is being considered', () => {
    expect(notIssued('waiting', run({}), 'pin')).toBeNull();
    expect(notIssued('choosing', run({}), 'pin')).toBeNull();
  });
});
