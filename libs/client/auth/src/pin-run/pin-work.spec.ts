import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import type { ErrorCode, PinWork as Challenge } from '@daiko/contracts';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PinRunClient } from './pin-run-client';
import { PinWork } from './pin-work';

const KEYS = { hmacSignatureSecret: 'signature', hmacKeySignatureSecret: 'key' };
const refusal = (code: ErrorCode) => new ApiProblem('refused', { status: 409, code, instance: 'a1' });

describe('work that is demanded with a PIN', () => {
  const post = vi.fn<(path: string, body?: object) => Promise<unknown>>();
  let challenge: Challenge;

  beforeEach(async () => {
    const made = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 10,
      counter: 7,
      deriveKey,
      ...KEYS,
    });
    challenge = made as Challenge;
    post.mockReset();
    TestBed.configureTestingModule({ providers: [{ provide: ApiClient, useValue: { post } }] });
  });

  /** Answers to 送信, in order; the work is handed out whenever it is asked for. */
  const answers = (...completions: (object | ApiProblem)[]) => {
    post.mockImplementation((path) => {
      if (path === '/pin-run/work') return Promise.resolve(challenge);
      const next = completions.shift();
      return next instanceof ApiProblem ? Promise.reject(next) : Promise.resolve(next);
    });
  };
  const sent = () => post.mock.calls.filter(([path]) => path.endsWith('/completion')).map(([, body]) => body);

  it('is solved as the server checks it', async () => {
    answers();
    const work = TestBed.inject(PinWork);
    work.prepare();
    expect(work.busy()).toBe(true);
    const solution = await work.take();
    expect(work.busy()).toBe(false);
    expect(solution?.counter).toBe(7);
    const checked = await verifySolution({
      challenge,
      solution: { ...solution!, time: 0 },
      deriveKey,
      ...KEYS,
    });
    expect(checked.verified).toBe(true);
  });

  it('is begun once, and good for one 送信', async () => {
    answers({ state: 'mail_sent' }, { state: 'mail_sent' });
    const work = TestBed.inject(PinWork);
    work.prepare();
    work.prepare();
    const client = TestBed.inject(PinRunClient);
    await client.complete('password_reset', { code: '123456' });
    await client.complete('password_reset', { code: '123456' });
    expect(sent()).toMatchObject([{ code: '123456', work: { counter: 7 } }, { code: '123456' }]);
    expect(sent()[1]).not.toHaveProperty('work');
    expect(post.mock.calls.filter(([path]) => path === '/pin-run/work')).toHaveLength(1);
  });

  it('is done at 送信 when it is demanded only then', async () => {
    answers(refusal('pin.work_required'), { state: 'mail_sent' });
    const client = TestBed.inject(PinRunClient);
    expect(await client.complete('password_reset', { code: '123456' })).toMatchObject({ state: 'mail_sent' });
    expect(sent()).toMatchObject([{ code: '123456' }, { code: '123456', work: { counter: 7 } }]);
  });

  it('is tried once again, and then its refusal is told', async () => {
    answers(refusal('pin.work_required'), refusal('pin.work_required'));
    const client = TestBed.inject(PinRunClient);
    await expect(client.complete('password_reset', { code: '123456' })).rejects.toThrow('pin.work_required');
  });

  it('leaves other refusals alone', async () => {
    answers(refusal('pin.mismatch'));
    const client = TestBed.inject(PinRunClient);
    await expect(client.complete('password_reset', { code: '123456' })).rejects.toThrow('pin.mismatch');
    expect(sent()).toHaveLength(1);
  });
});
