import { TestBed } from '@angular/core/testing';
import type { Problem } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { StepUpGate } from './step-up-gate';

const answer = vi.fn<typeof fetch>();
const problem: Problem = { status: 401, code: 'session.ended', instance: 'a1' };
const refusal = (body: Problem) =>
  new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
  });

describe('ApiClient', () => {
  let api: ApiClient;

  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    api = TestBed.inject(ApiClient);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it('sends JSON and hands on the answer', async () => {
    answer.mockResolvedValue(Response.json({ state: 'choosing' }, { status: 201 }));
    expect(await api.post('/login-id-resets', { phone: '090' })).toEqual({ state: 'choosing' });
    expect(answer).toHaveBeenCalledWith(
      '/api/login-id-resets',
      expect.objectContaining({ method: 'POST', body: '{"phone":"090"}' }),
    );
  });

  it('takes an answer without a body', async () => {
    answer.mockResolvedValue(new Response(null, { status: 204 }));
    expect(await api.delete('/session')).toBeUndefined();
  });

  it('carries the problem that the server answered with', async () => {
    answer.mockResolvedValue(refusal({ ...problem, code: 'pin.mismatch', attemptsLeft: 4 }));
    await expect(api.get('/pin-run')).rejects.toMatchObject({
      kind: 'refused',
      code: 'pin.mismatch',
      problem: { attemptsLeft: 4 },
    });
  });

  it('tells a lost connection from a server that is not there', async () => {
    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(api.get('/session')).rejects.toMatchObject({ kind: 'offline' });
    answer.mockResolvedValueOnce(new Response('<h1>502</h1>', { status: 502 }));
    await expect(api.get('/session')).rejects.toMatchObject({ kind: 'unavailable' });
    answer.mockResolvedValueOnce(new Response('<h1>Wi-Fi</h1>', { status: 200 }));
    await expect(api.get('/session')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('says so when the session is lost', async () => {
    const lost = vi.fn();
    api.sessionLost.subscribe(lost);
    answer.mockResolvedValue(refusal(problem));
    await expect(api.get('/customers/me')).rejects.toThrow('session.ended');
    expect(lost).toHaveBeenCalledOnce();
  });

  it('sends once more what met a cookie that was just renewed, and is lost only when that does not help', async () => {
    const lost = vi.fn();
    api.sessionLost.subscribe(lost);
    api.showPagesOf('01058734');
    answer.mockResolvedValueOnce(refusal({ ...problem, code: 'session.absent' }));
    answer.mockResolvedValueOnce(Response.json({ state: 'choosing' }));
    expect(await api.get('/customers/me')).toEqual({ state: 'choosing' });
    expect(lost).not.toHaveBeenCalled();

    answer.mockImplementation(() => Promise.resolve(refusal({ ...problem, code: 'session.absent' })));
    await expect(api.get('/customers/me')).rejects.toThrow('session.absent');
    expect(answer).toHaveBeenCalledTimes(4);
    expect(lost).toHaveBeenCalledOnce();
  });

  it('says whose pages are shown, and that somebody else is signed in now', async () => {
    const changed = vi.fn();
    api.customerChanged.subscribe(changed);
    answer.mockImplementation(() => Promise.resolve(Response.json({})));
    await api.post('/sessions');
    expect(answer.mock.lastCall?.[1]?.headers).not.toHaveProperty('daiko-customer');
    api.showPagesOf('01058734');
    await api.get('/customers/me');
    expect(answer.mock.lastCall?.[1]?.headers).toHaveProperty('daiko-customer', '01058734');

    answer.mockResolvedValueOnce(refusal({ ...problem, status: 409, code: 'session.other_customer' }));
    await expect(api.post('/customers')).rejects.toThrow('session.other_customer');
    expect(changed).toHaveBeenCalledOnce();
  });

  it('does not count as use of the session what a page asks by itself', async () => {
    answer.mockImplementation(() => Promise.resolve(Response.json({})));
    await api.unattended(() => api.get('/session'));
    expect(answer.mock.lastCall?.[1]?.headers).toHaveProperty('daiko-unattended');
    expect(api.lastAnsweredAt()).toBe(0);
    await api.get('/session');
    expect(answer.mock.lastCall?.[1]?.headers).not.toHaveProperty('daiko-unattended');
    expect(api.lastAnsweredAt()).toBeGreaterThan(0);
  });

  it('does not count the public recovery as use of the session', async () => {
    answer.mockImplementation(() => Promise.resolve(Response.json({})));
    await api.get('/pin-run');
    expect(api.lastAnsweredAt()).toBe(0);
    await api.get('/customers/me');
    expect(api.lastAnsweredAt()).toBeGreaterThan(0);
  });

  describe('where the person has to be confirmed first', () => {
    const unconfirmed = () => refusal({ status: 403, code: 'session.step_up_required', instance: 'a2' });
    const askWith = (question: (byPasskey: boolean) => Promise<boolean>) =>
      TestBed.inject(StepUpGate).askWith(question);

    it('sends the same request once more after the confirmation, and hands on that answer only', async () => {
      const body = { reason: 'by phone' };
      api.showPagesOf('01058734');
      askWith(() => {
        body.reason = 'changed meanwhile';
        return Promise.resolve(true);
      });
      answer.mockResolvedValueOnce(unconfirmed()).mockResolvedValueOnce(Response.json({ state: 'done' }));
      expect(await api.post('/customers/01058734/move', body)).toEqual({ state: 'done' });
      expect(answer).toHaveBeenCalledTimes(2);
      for (const time of [1, 2]) {
        expect(answer).toHaveBeenNthCalledWith(
          time,
          '/api/customers/01058734/move',
          expect.objectContaining({
            method: 'POST',
            body: '{"reason":"by phone"}',
            headers: expect.objectContaining({ 'daiko-customer': '01058734' }),
          }),
        );
      }
    });

    it('sends it once more only, whatever comes of it', async () => {
      const question = vi.fn(() => Promise.resolve(true));
      askWith(question);
      answer.mockImplementation(() => Promise.resolve(unconfirmed()));
      await expect(api.delete('/operations/imports/1')).rejects.toThrow('session.step_up_required');
      expect(answer).toHaveBeenCalledTimes(2);
      expect(question).toHaveBeenCalledOnce();
    });

    it.each([
      ['session.step_up_required', false],
      ['session.passkey_required', true],
    ] as const)('asks after %s whether the password does: %s', async (code, byPasskey) => {
      const question = vi.fn(() => Promise.resolve(false));
      askWith(question);
      answer.mockResolvedValueOnce(refusal({ status: 403, code, instance: 'a3' }));
      await expect(api.post('/passkeys/requirement')).rejects.toThrow(code);
      expect(question).toHaveBeenCalledExactlyOnceWith(byPasskey);
    });

    it('asks one question for several requests at once, and another one for a later request', async () => {
      let confirm = (_: boolean): void => undefined;
      const question = vi.fn(() => new Promise<boolean>((resolve) => (confirm = resolve)));
      askWith(question);
      answer
        .mockResolvedValueOnce(unconfirmed())
        .mockResolvedValueOnce(unconfirmed())
        .mockImplementation(() => Promise.resolve(Response.json({})));
      const both = Promise.all([api.post('/outages'), api.delete('/outages/1')]);
      await vi.waitFor(() => expect(question).toHaveBeenCalled());
      confirm(true);
      await both;
      expect(question).toHaveBeenCalledOnce();
      expect(answer).toHaveBeenCalledTimes(4);

      answer.mockResolvedValueOnce(unconfirmed());
      question.mockResolvedValueOnce(true);
      await api.post('/outages');
      expect(question).toHaveBeenCalledTimes(2);
    });

    it('sends nothing more when the person cancels, when the question cannot be shown, or nobody asks', async () => {
      answer.mockImplementation(() => Promise.resolve(unconfirmed()));
      await expect(api.post('/outages')).rejects.toThrow('session.step_up_required');

      const stop = askWith(() => Promise.resolve(false));
      await expect(api.post('/outages')).rejects.toThrow('session.step_up_required');
      stop();
      await expect(api.post('/outages')).rejects.toThrow('session.step_up_required');

      askWith(() => Promise.reject(new ApiProblem('unavailable')));
      await expect(api.post('/outages')).rejects.toMatchObject({ kind: 'unavailable' });
      expect(answer).toHaveBeenCalledTimes(4);
    });
  });
});
