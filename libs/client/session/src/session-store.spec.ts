import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { ErrorCode } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './api-client';
import { LoginDetour } from './login-detour';
import { SessionStore } from './session-store';
import { signedIn } from './signed-in';
import { aSession } from './testing';

@Component({ template: '' })
class Page {}

const answer = vi.fn<typeof fetch>();
const session = aSession();
const answerOnce = (body: object) => answer.mockResolvedValueOnce(Response.json(body));
const refuseOnce = (status: number, code: ErrorCode) =>
  answer.mockResolvedValueOnce(
    new Response(JSON.stringify({ status, code, instance: 'a1' }), {
      status,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );

describe('the way into and out of a session', () => {
  let router: Router;
  let sessions: SessionStore;
  let detour: LoginDetour;

  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'login', component: Page },
          { path: 'maintenance', component: Page },
          { path: '**', component: Page, canActivate: [signedIn] },
        ]),
      ],
    });
    router = TestBed.inject(Router);
    sessions = TestBed.inject(SessionStore);
    detour = TestBed.inject(LoginDetour);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it('leads over the login page and back to the wanted one', async () => {
    refuseOnce(401, 'session.absent');
    await router.navigateByUrl('/orders?page=2');
    expect(router.url).toBe('/login?next=%2Forders%3Fpage%3D2');
    expect(detour.notice()).toBeUndefined();

    answerOnce(session);
    await sessions.signIn('kankyo@gmail.com', 'midori-no-kaze-2026');
    await detour.resume();
    expect(router.url).toBe('/orders?page=2');
  });

  it('never leads to a foreign site after sign-in', async () => {
    await router.navigateByUrl('/login?next=//example.jp');
    answerOnce(session);
    await sessions.signIn('kankyo@gmail.com', 'midori-no-kaze-2026');
    await detour.resume();
    expect(router.url).toBe('/mypage');
  });

  it('lets the signed-in pass, asking once for several pages at a time', async () => {
    answerOnce(session);
    await Promise.all([sessions.load(), sessions.load()]);
    await router.navigateByUrl('/orders');
    expect(router.url).toBe('/orders');
    expect(answer).toHaveBeenCalledOnce();
  });

  it('says that the session ended when any request finds it so, and comes back afterwards', async () => {
    answerOnce(session);
    await router.navigateByUrl('/orders');
    refuseOnce(401, 'session.ended');
    await expect(sessions.extend()).rejects.toThrow('session.ended');
    await vi.waitFor(() => expect(router.url).toBe('/login?next=%2Forders'));
    expect(detour.notice()).toBe('session_ended');
    expect(sessions.session()).toBeNull();
  });

  it.each(['session.absent', 'session.ended'] as const)(
    'keeps a session that began while an older question was under way, whose answer is %s',
    async (code) => {
      let refuseLate: (response: Response) => void = () => undefined;
      answer.mockImplementationOnce(() => new Promise((resolve) => (refuseLate = resolve)));
      const look = sessions.load();
      answerOnce(session);
      await sessions.signIn('kankyo@gmail.com', 'midori-no-kaze-2026');
      await router.navigateByUrl('/orders');
      // Asked once more, with the cookie that is there now.
      if (code === 'session.absent') answerOnce(session);
      refuseLate(
        new Response(JSON.stringify({ status: 401, code, instance: 'a1' }), {
          status: 401,
          headers: { 'Content-Type': 'application/problem+json' },
        }),
      );
      await look;
      expect(sessions.session()?.customer.customerId).toBe('01058734');
      expect(router.url).toBe('/orders');
    },
  );

  it('leaves nothing to come back to after a sign-out', async () => {
    answerOnce(session);
    await router.navigateByUrl('/orders');
    answer.mockResolvedValueOnce(new Response(null, { status: 204 }));
    await sessions.signOut();
    expect(router.url).toBe('/login');
    expect(detour.notice()).toBe('signed_out');
  });

  it('forgets what was typed at sign-out, and at sign-in what somebody else had typed', async () => {
    sessionStorage.setItem('registration-draft:01058734', 'own');
    sessionStorage.setItem('registration-draft:01058701', 'of another dealer');
    answerOnce(session);
    await sessions.signIn('kankyo@gmail.com', 'midori-no-kaze-2026');
    expect(Object.keys(sessionStorage)).toEqual(['registration-draft:01058734']);
    answer.mockResolvedValueOnce(new Response(null, { status: 204 }));
    await sessions.signOut();
    expect(sessionStorage).toHaveLength(0);
  });

  it('keeps the address when the server cannot be reached, so that a reload tries again', async () => {
    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const before = router.url;
    await router.navigateByUrl('/orders');
    expect(router.url).toBe('/maintenance');
    expect(router.lastSuccessfulNavigation()?.extras.skipLocationChange).toBe(true);
    expect(before).toBe('/');
  });

  it('counts the idle time from the last answer on the server’s clock, up to the absolute end', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T03:00:00Z') });
    answerOnce(session);
    await sessions.load();
    expect(new Date(sessions.endsAt() ?? 0).toISOString()).toBe('2026-11-22T08:00:00.000Z');

    vi.setSystemTime(new Date('2026-11-22T03:30:00Z'));
    answerOnce({});
    await TestBed.inject(ApiClient).get('/customers/me');
    expect(new Date(sessions.endsAt() ?? 0).toISOString()).toBe('2026-11-22T08:30:00.000Z');
  });
});
