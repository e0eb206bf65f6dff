import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Countdown } from './countdown';

const SERVER_NOW = '2026-11-22T07:28:04.000Z';
const DEADLINE = '2026-11-22T07:43:04.000Z';
const MINUTE = 60_000;

@Component({
  imports: [Countdown],
  template: `<ui-countdown
    [deadline]="deadline()"
    [serverNow]="serverNow()"
    (expired)="expired = expired + 1"
  />`,
})
class Page {
  readonly deadline = signal(DEADLINE);
  readonly serverNow = signal(SERVER_NOW);
  expired = 0;
}

describe('Countdown', () => {
  let fixture: ComponentFixture<Page>;
  const visible = () => fixture.nativeElement.querySelector('.progress__label').textContent.trim();
  const spoken = () => fixture.nativeElement.querySelector('[role=status]').textContent;
  const pass = async (time: number) => {
    await vi.advanceTimersByTimeAsync(time);
    fixture.detectChanges();
  };

  beforeEach(() => {
    // An hour and seven seconds fast: the device's clock must not matter.
    vi.useFakeTimers({ now: Date.parse(SERVER_NOW) + 3_607_000 });
    fixture = TestBed.createComponent(Page);
    fixture.detectChanges();
  });
  afterEach(() => vi.useRealTimers());

  it('shows the deadline in Japan and the minutes left, on a device whose clock is wrong', async () => {
    expect(visible()).toBe('有効期限 16時43分まで (残り 15分)');
    await pass(MINUTE);
    expect(visible()).toBe('有効期限 16時43分まで (残り 14分)');
    await pass(MINUTE);
    expect(visible()).toBe('有効期限 16時43分まで (残り 13分)');
  });

  it('counts seconds in the last minute only', async () => {
    await pass(13 * MINUTE + 30_000);
    expect(visible()).toContain('(残り 2分)');
    await pass(31_000);
    expect(visible()).toContain('(残り 59秒)');
    await pass(10_000);
    expect(visible()).toContain('(残り 49秒)');
  });

  it('speaks three times in all and keeps the ticking text silent', async () => {
    const heard = new Set<string>();
    for (let second = 0; second <= 15 * 60; second += 5) {
      await pass(5_000);
      if (spoken() !== '') heard.add(spoken());
    }
    expect([...heard]).toHaveLength(3);
    expect(fixture.nativeElement.querySelectorAll('[aria-live], [role=status], [role=timer]')).toHaveLength(
      1,
    );
  });

  it('ends once', async () => {
    await pass(15 * MINUTE + 1);
    expect(visible()).toBe('有効期限 16時43分を過ぎました');
    await pass(10 * MINUTE);
    expect(fixture.componentInstance.expired).toBe(1);
  });

  it('is right at once when the phone wakes up', () => {
    vi.setSystemTime(Date.now() + 9 * MINUTE + 1_000);
    document.dispatchEvent(new Event('visibilitychange'));
    fixture.detectChanges();
    expect(visible()).toContain('(残り 6分)');
  });

  it('begins anew with a new deadline', async () => {
    await pass(14 * MINUTE + 30_000);
    fixture.componentInstance.serverNow.set('2026-11-22T07:42:34.000Z');
    fixture.componentInstance.deadline.set('2026-11-22T07:57:34.000Z');
    fixture.detectChanges();
    expect(visible()).toBe('有効期限 16時57分まで (残り 15分)');
    expect(spoken()).toBe('');
  });
});
