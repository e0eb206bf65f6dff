import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ServerClock, SessionStore } from '@daiko/client-session';
import { aSession } from '@daiko/client-session/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionEnd } from './session-end';

const NOW = Date.parse('2026-11-22T07:00:00Z');
const MINUTE = 60_000;
const answer = vi.fn<typeof fetch>();
const iso = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const session = (idleMinutes: number, absoluteMinutes = 720) =>
  aSession({
    now: new Date(Date.now()).toISOString(),
    idleEndsAt: iso(idleMinutes),
    absoluteEndsAt: iso(absoluteMinutes),
  });

describe('the end of the session', () => {
  let fixture: ComponentFixture<SessionEnd>;
  const dialog = (): HTMLDialogElement => fixture.nativeElement.querySelector('dialog');
  const press = async (name: string) => {
    const buttons: HTMLButtonElement[] = [...fixture.nativeElement.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.trim() === name)?.click();
    await vi.advanceTimersByTimeAsync(0);
    TestBed.tick();
  };
  const pass = async (time: number) => {
    await vi.advanceTimersByTimeAsync(time);
    TestBed.tick();
  };
  const begin = async (body: Session) => {
    answer.mockResolvedValueOnce(Response.json(body));
    await TestBed.inject(SessionStore).load();
    fixture = TestBed.createComponent(SessionEnd);
    fixture.autoDetectChanges();
    TestBed.tick();
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    vi.stubGlobal('fetch', answer);
    // jsdom has the element without its methods.
    HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
      this.open = false;
    };
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', children: [] }])] });
    TestBed.inject(ServerClock);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it('is told two minutes before', async () => {
    await begin(session(60));
    await pass(58 * MINUTE - 1);
    expect(dialog().open).toBe(false);
    await pass(1);
    expect(dialog().open).toBe(true);
    expect(dialog().textContent).toContain('17時00分に自動的にログアウトします');
  });

  it('moves away with one press', async () => {
    await begin(session(60));
    await pass(58 * MINUTE);
    answer.mockResolvedValueOnce(Response.json({ ...session(118), now: iso(58) }));
    await press('利用を続ける');
    expect(answer).toHaveBeenLastCalledWith(
      '/api/session/extension',
      expect.objectContaining({ method: 'POST' }),
    );
    expect(dialog().open).toBe(false);
    await pass(2 * MINUTE);
    expect(dialog().open).toBe(false);
  });

  it('says so when it could not be moved', async () => {
    await begin(session(60));
    await pass(58 * MINUTE);
    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await press('利用を続ける');
    expect(dialog().open).toBe(true);
    expect(dialog().textContent).toContain('延長できませんでした。通信できませんでした。');
  });

  it('is not blamed on the connection when the system is at fault', async () => {
    await begin(session(60));
    await pass(58 * MINUTE);
    answer.mockResolvedValueOnce(new Response('', { status: 500 }));
    await press('利用を続ける');
    expect(dialog().textContent).toContain('延長できませんでした。現在、システムにつながりません。');
    expect(dialog().textContent).not.toContain('通信');
  });

  it('cannot be moved beyond twelve hours, and nothing offers it', async () => {
    await begin(session(10, 10));
    await pass(8 * MINUTE);
    expect(dialog().textContent).toContain('12時間');
    expect(dialog().textContent).not.toContain('利用を続ける');
  });

  it('is asked of the server when it comes', async () => {
    await begin(session(60));
    answer.mockResolvedValueOnce(Response.json({ ...session(120), now: iso(60) }));
    await pass(60 * MINUTE + 1_000);
    expect(answer).toHaveBeenLastCalledWith('/api/session', expect.objectContaining({ method: 'GET' }));
    // Nobody did anything: the question itself must not keep the session alive.
    expect(answer.mock.lastCall?.[1]?.headers).toHaveProperty('daiko-unattended');
    expect(dialog().open).toBe(false);
  });
});
