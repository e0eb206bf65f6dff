import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aSession } from '@daiko/client-session/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoginPage } from './login-page';

@Component({ template: '' })
class Page {}

const session = aSession();

describe('The login page', () => {
  const answer = vi.fn<typeof fetch>();
  let router: Router;

  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'login', component: LoginPage },
          { path: '**', component: Page },
        ]),
      ],
    });
    router = TestBed.inject(Router);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it.each([
    ['/login', '/mypage'],
    ['/login?next=%2Forders', '/orders'],
  ])('at %s leads who is signed in already on to %s', async (address, wanted) => {
    answer.mockResolvedValue(Response.json(session));
    await RouterTestingHarness.create(address);
    await vi.waitFor(() => expect(router.url).toBe(wanted));
  });

  it('stays for everybody else, also while the server does not answer', async () => {
    answer.mockRejectedValue(new TypeError('Failed to fetch'));
    const { routeNativeElement } = await RouterTestingHarness.create('/login');
    await vi.waitFor(() => expect(answer).toHaveBeenCalled());
    expect(router.url).toBe('/login');
    expect(routeNativeElement?.textContent).toContain('ログイン');
  });
});
