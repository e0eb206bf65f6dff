import { TestBed } from '@angular/core/testing';
import { ApiProblem } from '@daiko/client-session';
import type { Problem } from '@daiko/contracts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SubmitState } from './submit-state';

const refuse = (problem: Partial<Problem>) => () =>
  Promise.reject(
    new ApiProblem('refused', { status: 422, code: 'request.invalid', instance: 'a1', ...problem }),
  );

describe('SubmitState', () => {
  let submits: SubmitState;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [SubmitState] });
    submits = TestBed.inject(SubmitState);
  });

  it('sends nothing while something typed is refused, and says it at the field', async () => {
    const send = vi.fn();
    const refused = [{ fieldId: 'pin', text: 'PINコードを入力してください' }];
    expect(await submits.attempt({ refused, send })).toBe(false);
    expect(send).not.toHaveBeenCalled();
    expect(submits.errorOf('pin')).toBe('PINコードを入力してください');
  });

  it('sends once, however often the button is pressed', async () => {
    const send = vi.fn(() => Promise.resolve());
    const outcomes = await Promise.all([1, 2, 3].map(() => submits.attempt({ refused: [], send })));
    expect(outcomes).toEqual([true, false, false]);
    expect(send).toHaveBeenCalledOnce();
  });

  it('puts the server’s refusal of a field where that field is', async () => {
    const send = refuse({ errors: [{ path: 'phone', code: 'phone.foreign' }] });
    await submits.attempt({ refused: [], send, places: { phone: 'login-id-phone' } });
    expect(submits.errorOf('login-id-phone')).toBe(
      '登録済み電話番号は日本国内の電話番号を入力してください。',
    );
  });

  it('says at the PIN’s field how many attempts are left', async () => {
    const send = refuse({ code: 'pin.mismatch', attemptsLeft: 4 });
    await submits.attempt({ refused: [], send, places: { pin: 'login-id-pin' } });
    expect(submits.errorOf('login-id-pin')).toContain('あと4回入力できます');
  });

  it('says a refusal that no field is to blame for in the summary alone', async () => {
    await submits.attempt({ refused: [], send: refuse({ code: 'rate_limit.exceeded' }) });
    expect(submits.errors()).toEqual([{ fieldId: null, text: expect.stringContaining('回数を超えました') }]);
  });

  it('offers to try again when no answer came, and forgets it when one did', async () => {
    const send = vi.fn().mockRejectedValueOnce(new ApiProblem('offline')).mockResolvedValueOnce(undefined);
    await submits.attempt({ refused: [], send });
    expect(submits.failure()?.text).toContain('入力した内容は残っています');
    submits.failure()?.retry();
    await vi.waitFor(() => expect(submits.failure()).toBeNull());
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('goes on after もう一度試す as it would have at the first try', async () => {
    const send = vi.fn().mockRejectedValueOnce(new ApiProblem('offline')).mockResolvedValueOnce(undefined);
    const accepted = vi.fn();
    await submits.attempt({ refused: [], send, accepted });
    expect(accepted).not.toHaveBeenCalled();
    submits.failure()?.retry();
    await vi.waitFor(() => expect(accepted).toHaveBeenCalledOnce());
  });

  it('does not hide a fault of the page itself', async () => {
    const send = () => Promise.reject(new TypeError('a fault'));
    await expect(submits.attempt({ refused: [], send })).rejects.toThrow('a fault');
    expect(submits.busy()).toBe(false);
  });
});
