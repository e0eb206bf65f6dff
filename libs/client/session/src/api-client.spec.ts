import { TestBed } from '@angular/core/testing';
import type { Problem } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './api-client';

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

  it('does not count the public recovery as use of the session', async () => {
    answer.mockImplementation(() => Promise.resolve(Response.json({})));
    await api.get('/pin-run');
    expect(api.lastAnsweredAt()).toBe(0);
    await api.get('/customers/me');
    expect(api.lastAnsweredAt()).toBeGreaterThan(0);
  });
});
