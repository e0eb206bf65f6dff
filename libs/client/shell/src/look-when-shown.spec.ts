import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { SessionStore } from '@daiko/client-session';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookWhenShown } from './look-when-shown';

@Component({ template: '' })
class Frame {
  constructor() {
    lookWhenShown();
  }
}

const answer = vi.fn<typeof fetch>();
const session: Session = {
  customer: {
    customerId: '01058734',
    customerName: '環境 太郎',
    rankName: '代理店',
    memberClassName: '会員',
    parentDealerName: null,
  },
  role: 'dealer',
  now: '2026-11-22T07:00:00.000Z',
  idleEndsAt: '2026-11-22T08:00:00.000Z',
  absoluteEndsAt: '2026-11-22T19:00:00.000Z',
  stepUpEndsAt: null,
  limitedTo: null,
};
const comeBack = (persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

describe('a page that comes back to the front', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', children: [] }])] });
    TestBed.createComponent(Frame);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it.each([
    ['as a tab', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['out of the cache of the browser', () => comeBack(true)],
  ])('%s asks who is signed in now', async (_, show) => {
    const sessions = TestBed.inject(SessionStore);
    sessions.take(session);
    answer.mockImplementation(() =>
      Promise.resolve(
        new Response(JSON.stringify({ status: 401, code: 'session.absent', instance: 'a1' }), {
          status: 401,
          headers: { 'Content-Type': 'application/problem+json' },
        }),
      ),
    );
    show();
    await vi.waitFor(() => expect(sessions.session()).toBeNull());
    expect(answer).toHaveBeenCalledWith('/api/session', expect.objectContaining({ method: 'GET' }));
  });

  it('asks nothing when it is loaded, or nobody is signed in', () => {
    document.dispatchEvent(new Event('visibilitychange'));
    TestBed.inject(SessionStore).take(session);
    comeBack(false);
    expect(answer).not.toHaveBeenCalled();
  });
});
