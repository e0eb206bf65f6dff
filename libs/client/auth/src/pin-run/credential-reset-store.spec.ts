import { DestroyRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ApiProblem } from '@daiko/client-session';
import type { ErrorCode, PinRun } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CredentialResetStore } from './credential-reset-store';
import { PinRunClient } from './pin-run-client';
import { RunProgress, type RunListener } from './run-progress';
import { aRun, at, aWaitingRun, START } from './sample-runs';

const refusal = (code: ErrorCode) => new ApiProblem('refused', { status: 409, code, instance: 'a1' });
const offline = () => new ApiProblem('offline');

describe('CredentialResetStore', () => {
  const client = {
    find: vi.fn<PinRunClient['find']>(),
    open: vi.fn<PinRunClient['open']>(),
    issue: vi.fn<PinRunClient['issue']>(),
    complete: vi.fn<PinRunClient['complete']>(),
    abandon: vi.fn<PinRunClient['abandon']>(),
  };
  let store: CredentialResetStore;
  let listener: RunListener | null;

  const step = () => store.stepOf('login_id_reset');
  const passSeconds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);
  /** Shows the page that a run is restored on. */
  const visit = async (run: PinRun | null) => {
    client.find.mockResolvedValue(run);
    store.watch(TestBed.inject(DestroyRef));
    await vi.advanceTimersByTimeAsync(0);
    TestBed.tick();
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    listener = null;
    const progress = {
      follow: (to: RunListener) => {
        listener = to;
        return () => (listener = null);
      },
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: PinRunClient, useValue: client },
        { provide: RunProgress, useValue: progress },
      ],
    });
    store = TestBed.inject(CredentialResetStore);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.resetAllMocks();
  });

  it('begins with 確認 where no run is under way', async () => {
    expect(store.restored()).toBe(false);
    await visit(null);
    expect(store.restored()).toBe(true);
    expect(step()).toBe('identify');
  });

  it('finds the run again after a reload', async () => {
    await visit(aWaitingRun());
    expect(step()).toBe('waiting');
    expect(store.stepOf('password_reset')).toBe('identify');
  });

  it('leads from 確認 over 通知先選択 to the PIN', async () => {
    client.open.mockResolvedValue(aRun());
    await store.open('login_id_reset', { customerId: '01058734', phone: '+819011112770' });
    expect(step()).toBe('choosing');
    client.issue.mockResolvedValue(aWaitingRun());
    await store.issue('sms');
    expect(step()).toBe('waiting');
  });

  it('lets a PIN expire after 15 minutes by the server’s clock, on a device that is an hour ahead', async () => {
    vi.setSystemTime(START + 3_600_000);
    await visit(aWaitingRun());
    await passSeconds(898);
    expect(step()).toBe('waiting');
    client.find.mockResolvedValue(aWaitingRun({ state: 'expired', now: at(900) }));
    await passSeconds(2);
    TestBed.tick();
    await passSeconds(0);
    expect(step()).toBe('expired');
  });

  it('asks the server before it says that a PIN is over, since the clock of the device may have been set', async () => {
    await visit(aWaitingRun());
    client.find.mockClear();
    client.find.mockResolvedValue(aWaitingRun({ now: at(2) }));
    vi.setSystemTime(START + 3_600_000);
    await passSeconds(2);
    expect(step()).toBe('waiting');
    TestBed.tick();
    await passSeconds(0);
    expect(client.find).toHaveBeenCalledOnce();
    expect(step()).toBe('waiting');
    await passSeconds(60);
    TestBed.tick();
    expect(client.find).toHaveBeenCalledOnce();
  });

  it('follows a run while its page waits, and no longer', async () => {
    await visit(aWaitingRun());
    expect(listener).not.toBeNull();
    listener?.take(aWaitingRun({ now: at(5), state: 'locked', attemptsLeft: 0 }));
    TestBed.tick();
    expect(step()).toBe('locked');
    expect(listener).toBeNull();
  });

  it('takes no older state for a newer one', async () => {
    await visit(aWaitingRun({ now: at(10), attemptsLeft: 3 }));
    listener?.take(aWaitingRun({ now: at(5), attemptsLeft: 4 }));
    expect(store.run()?.attemptsLeft).toBe(3);
  });

  it('keeps the PIN while another destination is considered', async () => {
    await visit(aWaitingRun());
    store.reconsider();
    expect(step()).toBe('choosing');
    store.resume();
    expect(step()).toBe('waiting');
  });

  it('leads back to what was typed without ending the run', async () => {
    await visit(aWaitingRun());
    store.correct();
    expect(step()).toBe('identify');
    expect(client.abandon).not.toHaveBeenCalled();
    store.resume();
    expect(step()).toBe('waiting');
  });

  it('still knows how far the run is while the page shows what was typed before', async () => {
    await visit(aWaitingRun());
    store.correct();
    expect(store.reachedOf('login_id_reset')).toBe('waiting');
    expect(store.reachedOf('password_reset')).toBe('identify');
  });

  it('takes a PIN that is sent from beside what was typed before, and shows what became of it', async () => {
    await visit(aWaitingRun());
    store.correct();
    client.complete.mockRejectedValueOnce(refusal('pin.mismatch'));
    client.find.mockResolvedValue(aWaitingRun({ now: at(20), attemptsLeft: 4 }));
    await expect(store.complete('login_id_reset', {})).rejects.toThrow('pin.mismatch');
    expect(step()).toBe('waiting');
  });

  it('ends for a page whose run another page has replaced, and leaves that page’s run alone', async () => {
    await visit(aWaitingRun());
    listener?.take(aRun({ purpose: 'password_reset', now: at(60) }));
    expect(step()).toBe('ended');
    await store.restart();
    expect(step()).toBe('identify');
    expect(client.abandon).not.toHaveBeenCalled();
  });

  it('asks again after a refusal, which may have spent an attempt', async () => {
    await visit(aWaitingRun());
    client.complete.mockRejectedValue(refusal('pin.mismatch'));
    client.find.mockResolvedValue(aWaitingRun({ now: at(30), attemptsLeft: 4 }));
    await expect(store.complete('login_id_reset', {})).rejects.toThrow('pin.mismatch');
    expect(store.run()?.attemptsLeft).toBe(4);
  });

  it('does not send a second PIN when only the answer to the first was lost', async () => {
    await visit(aRun());
    client.issue.mockRejectedValueOnce(offline());
    await expect(store.issue('sms')).rejects.toThrow('offline');
    expect(store.connected()).toBe(false);

    client.find.mockResolvedValue(aWaitingRun({ now: at(20) }));
    await store.issue('sms');
    expect(step()).toBe('waiting');
    expect(client.issue).toHaveBeenCalledOnce();
  });

  it('sends the PIN again when the request itself was lost', async () => {
    await visit(aRun());
    client.issue.mockRejectedValueOnce(offline());
    await expect(store.issue('sms')).rejects.toThrow('offline');
    client.issue.mockResolvedValueOnce(aWaitingRun({ now: at(20) }));
    await store.issue('sms');
    expect(step()).toBe('waiting');
    expect(client.issue).toHaveBeenCalledTimes(2);
  });

  it('does not spend a PIN twice when only the answer was lost', async () => {
    await visit(aWaitingRun());
    client.complete.mockRejectedValueOnce(offline());
    await expect(store.complete('login_id_reset', {})).rejects.toThrow('offline');
    client.find.mockResolvedValue(aWaitingRun({ now: at(20), state: 'mail_sent' }));
    await store.complete('login_id_reset', {});
    expect(client.complete).toHaveBeenCalledOnce();
    expect(step()).toBe('mail_sent');
  });

  it('makes no wait of none when an answer is younger than the clock of the page', async () => {
    await visit(aWaitingRun());
    expect(store.waitOf('mail')).toBe(0);
    await passSeconds(0.5);
    listener?.take(aWaitingRun({ now: at(0.5) }));
    expect(store.waitOf('mail')).toBe(0);
  });

  it('makes no wait longer than the server says when an answer is younger than the clock of the page', async () => {
    await visit(aWaitingRun());
    await passSeconds(0.5);
    const younger = aWaitingRun({ now: at(0.5) });
    younger.destinations[0]!.waitSeconds = 60;
    listener?.take(younger);
    expect(store.waitOf('sms')).toBe(60);
  });

  it('counts the wait for a destination down from the server’s answer', async () => {
    const waiting = aWaitingRun();
    waiting.destinations[0]!.waitSeconds = 60;
    await visit(waiting);
    expect(store.waitOf('sms')).toBe(60);
    await passSeconds(18);
    expect(store.waitOf('sms')).toBe(42);
    expect(store.waitOf('mail')).toBe(0);
    await passSeconds(42);
    expect(store.waitOf('sms')).toBe(0);
  });

  it('goes on saying where the mail went after the run itself is over', async () => {
    await visit(aWaitingRun({ state: 'mail_sent' }));
    listener?.take(aWaitingRun({ state: 'ended', now: at(1_900) }));
    expect(step()).toBe('mail_sent');
  });

  it('hears nothing more of a run that was abandoned', async () => {
    await visit(aWaitingRun());
    let answer: (run: PinRun) => void = () => undefined;
    client.find.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    listener?.ask();
    await store.restart();
    answer(aWaitingRun({ now: at(30) }));
    await passSeconds(1);
    expect(step()).toBe('identify');
  });

  it('hears nothing of its end either, when the stream is faster than its own closing', async () => {
    await visit(aWaitingRun({ state: 'mail_sent' }));
    const stream = listener;
    await store.restart();
    stream?.take(aWaitingRun({ state: 'ended', now: at(30) }));
    expect(step()).toBe('identify');
  });
});
