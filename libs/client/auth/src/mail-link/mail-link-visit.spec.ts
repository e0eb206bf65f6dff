import { Location } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute } from '@angular/router';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import type { ErrorCode } from '@daiko/contracts';
import { BehaviorSubject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MailLinkVisit } from './mail-link-visit';

const TOKEN = 'abcdefghijklmnopqrstuv';
const LINK = { purpose: 'password', loginId: 'kankyo@gmail.com', expiresAt: '2026-11-22T08:20:00Z' };
const refusal = (code: ErrorCode) => new ApiProblem('refused', { status: 410, code, instance: 'a1' });

describe('MailLinkVisit', () => {
  const post = vi.fn();
  let fragment: BehaviorSubject<string | null>;
  let location: Location;

  const visit = async (inAddress: string | null) => {
    fragment = new BehaviorSubject(inAddress);
    TestBed.configureTestingModule({
      providers: [
        MailLinkVisit,
        { provide: ApiClient, useValue: { post } },
        { provide: ActivatedRoute, useValue: { fragment } },
      ],
    });
    location = TestBed.inject(Location);
    location.go(`/reset${inAddress === null ? '' : `#${inAddress}`}`);
    const made = TestBed.inject(MailLinkVisit);
    TestBed.tick();
    await vi.waitFor(() => expect(made.state()).not.toBe('looking'));
    return made;
  };

  beforeEach(() => {
    post.mockReset();
  });

  it('looks what the link is good for and keeps it in the address, so that a reload finds it', async () => {
    post.mockResolvedValue(LINK);
    const made = await visit(`t=${TOKEN}`);
    expect(made.link()).toEqual(LINK);
    expect(post).toHaveBeenCalledWith('/mail-links/inspection', { token: TOKEN });
    expect(location.path(true)).toBe(`/reset#t=${TOKEN}`);
  });

  it('takes the token out of the address once it is used up', async () => {
    post.mockResolvedValueOnce(LINK).mockResolvedValueOnce(undefined);
    const made = await visit(`t=${TOKEN}`);
    await made.setPassword('midori-no-oka-2026');
    expect(post).toHaveBeenLastCalledWith('/mail-links/password', {
      token: TOKEN,
      password: 'midori-no-oka-2026',
    });
    expect(location.path(true)).toBe('/reset');
  });

  it('keeps the link when only the password was refused', async () => {
    post.mockResolvedValueOnce(LINK).mockRejectedValueOnce(refusal('request.invalid'));
    const made = await visit(`t=${TOKEN}`);
    await expect(made.setPassword('password1234')).rejects.toThrow('request.invalid');
    expect(made.state()).toBe('open');
    expect(location.path(true)).toBe(`/reset#t=${TOKEN}`);
  });

  it.each(['mail_link.expired', 'mail_link.used', 'mail_link.superseded', 'mail_link.unknown'] as const)(
    'ends a visit by a link that is %s, and takes the token away',
    async (code) => {
      post.mockRejectedValue(refusal(code));
      const made = await visit(`t=${TOKEN}`);
      expect(made.refusal()).toBe(code);
      expect(location.path(true)).toBe('/reset');
    },
  );

  it('treats an address without a token as an unknown link', async () => {
    const made = await visit(null);
    expect(made.refusal()).toBe('mail_link.unknown');
    expect(post).not.toHaveBeenCalled();
  });

  it('looks at another link that is opened in the same window, and at no place on the page', async () => {
    post.mockResolvedValue(LINK);
    await visit(`t=${TOKEN}`);
    fragment.next('main');
    TestBed.tick();
    expect(post).toHaveBeenCalledOnce();
    fragment.next(`t=${TOKEN}2`);
    TestBed.tick();
    expect(post).toHaveBeenLastCalledWith('/mail-links/inspection', { token: `${TOKEN}2` });
  });

  it('can be tried again when the server cannot be reached', async () => {
    post.mockRejectedValueOnce(new ApiProblem('offline')).mockResolvedValueOnce(LINK);
    const made = await visit(`t=${TOKEN}`);
    expect(made.state()).toBe('unreachable');
    await made.look();
    expect(made.state()).toBe('open');
  });
});
