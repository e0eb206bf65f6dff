import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { ErrorCode, Session } from '@daiko/contracts';
import { ApiClient, SessionStore } from '@daiko/client-session';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StepUpPrompt } from './step-up-prompt';

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
  stepUpEndsAt: '2026-11-22T07:05:00.000Z',
  limitedTo: null,
};
const refuse = (status: number, code: ErrorCode) =>
  answer.mockResolvedValueOnce(
    new Response(JSON.stringify({ status, code, instance: 'a1' }), {
      status,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );
const allow = (body: object) => answer.mockResolvedValueOnce(Response.json(body));

describe('ご本人の確認', () => {
  let fixture: ComponentFixture<StepUpPrompt>;
  const dialog = () => document.querySelector<HTMLDialogElement>('dialog');
  const field = () =>
    document.querySelector<HTMLInputElement>('dialog input[autocomplete="current-password"]');
  const press = (name: string) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog button')];
    buttons.find(({ textContent }) => textContent.trim() === name)?.click();
  };
  const type = (password: string) => {
    const input = field()!;
    input.value = password;
    input.dispatchEvent(new Event('input'));
    TestBed.tick();
  };
  /** Does what the server refuses until the person is confirmed, and waits for the dialog. */
  const act = async () => {
    refuse(403, 'session.step_up_required');
    const answered = TestBed.inject(ApiClient).post('/outages', { channel: 'sms' });
    answered.catch(() => undefined);
    await vi.waitFor(() => expect(dialog()?.open).toBe(true));
    return { answered };
  };
  const acts = () => answer.mock.calls.filter(([path]) => path === '/api/outages');

  beforeEach(() => {
    // The field of the password asks whose it is, beside what is tested here.
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
      path === '/api/credential'
        ? Promise.resolve(Response.json({ loginId: 'kankyo@gmail.com' }))
        : answer(path, init),
    );
    // jsdom has the element without its methods.
    HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
      if (!this.open) return;
      this.open = false;
      this.dispatchEvent(new Event('close'));
    };
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', children: [] }])] });
    fixture = TestBed.createComponent(StepUpPrompt);
    fixture.autoDetectChanges();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it('lets the act go on once the password was right', async () => {
    const { answered } = await act();
    type('midori-no-kaze-2026');
    allow(session);
    allow({ state: 'open' });
    press('確認');
    expect(await answered).toEqual({ state: 'open' });
    expect(dialog()).toBeNull();
    expect(acts()).toHaveLength(2);
    expect(TestBed.inject(SessionStore).session()?.stepUpEndsAt).toBe(session.stepUpEndsAt);
  });

  it('says at the field that the password was wrong, empties it and stays', async () => {
    const { answered } = await act();
    press('確認');
    const missing = 'ご自身の現在のパスワードを入力してください';
    await vi.waitFor(() =>
      expect(document.getElementById('current-password-error')?.textContent).toContain(missing),
    );
    expect(answer).toHaveBeenCalledOnce();

    type('not-the-password');
    refuse(401, 'sign_in.refused');
    press('確認');
    await vi.waitFor(() => expect(dialog()!.textContent).toContain('現在のパスワードが違います。'));
    const message = document.getElementById('current-password-error')!;
    expect(message.textContent).toContain('現在のパスワードが違います。');
    expect(field()!.getAttribute('aria-invalid')).toBe('true');
    expect(field()!.getAttribute('aria-describedby')).toContain(message.id);
    expect(field()!.value).toBe('');
    expect(document.activeElement).toBe(field());
    expect(dialog()!.open).toBe(true);

    type('midori-no-kaze-2026');
    allow(session);
    allow({});
    press('確認');
    await answered;
    expect(dialog()).toBeNull();
  });

  it('says that it was too often, and keeps what was typed when no answer comes', async () => {
    await act();
    type('midori-no-kaze-2026');
    refuse(429, 'rate_limit.exceeded');
    press('確認');
    await vi.waitFor(() => expect(dialog()!.textContent).toContain('続けて操作できる回数を超えました。'));

    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    press('確認');
    await vi.waitFor(() => expect(dialog()!.textContent).toContain('通信できませんでした。'));
    expect(field()!.value).toBe('midori-no-kaze-2026');
    expect(acts()).toHaveLength(1);
  });

  it.each<[string, () => unknown]>([
    ['やめる', () => press('やめる')],
    ['another page', () => TestBed.inject(Router).navigateByUrl('/mypage')],
    ['the end of the signed-in pages', () => fixture.destroy()],
    [
      'the loss of the session',
      () => {
        refuse(401, 'session.ended');
        return TestBed.inject(ApiClient)
          .get('/customers/me')
          .catch(() => undefined);
      },
    ],
  ])('is closed by %s, and the act is not done', async (_, leave) => {
    const { answered } = await act();
    await leave();
    await expect(answered).rejects.toThrow('session.step_up_required');
    expect(dialog()).toBeNull();
    expect(acts()).toHaveLength(1);
  });

  it('is asked again for the next act after it was cancelled', async () => {
    const { answered } = await act();
    press('やめる');
    await expect(answered).rejects.toThrow('session.step_up_required');
    await act();
    expect(field()!.value).toBe('');
  });
});
