import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { aSession } from '@daiko/client-session/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookWhenShown } from './look-when-shown';

@Component({ template: '' })
class Frame {
  constructor() {
    lookWhenShown();
  }
}

const answer = vi.fn<typeof fetch>();
const session = aSession();
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
