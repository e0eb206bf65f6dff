import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StrengthMeter } from './strength-meter';

describe('StrengthMeter', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('judges when one pauses, not at each key', async () => {
    // Its dictionaries are there already: what is awaited here is the pause alone.
    await import('./password-strength');
    const fixture = TestBed.createComponent(StrengthMeter);
    const word = () => fixture.nativeElement.querySelector('strong').textContent;
    const type = async (password: string) => {
      fixture.componentRef.setInput('password', password);
      fixture.detectChanges();
      await vi.advanceTimersByTimeAsync(100);
      fixture.detectChanges();
    };
    fixture.componentRef.setInput('meterId', 'strength');
    for (const password of ['k', 'ka', 'kaz', 'kaze']) {
      await type(password);
      expect(word()).toBe('入力すると表示します');
    }
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(word()).toMatch(/弱い/);
    });
  });

  it.each([
    ['kazekaze', 'weak'],
    ['midori-no-kaze-ga-fuku-2026-aki', 'strong'],
  ])('shows how strong %s is in a colour that says what the word says: %s', async (password, level) => {
    await import('./password-strength');
    const fixture = TestBed.createComponent(StrengthMeter);
    fixture.componentRef.setInput('meterId', 'strength');
    fixture.componentRef.setInput('password', password);
    fixture.detectChanges();
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(fixture.nativeElement.querySelector('strong').textContent).toContain(
        level === 'weak' ? '弱い' : '強い',
      );
    });
    const bars: HTMLElement = fixture.nativeElement.querySelector('.strength__bars');
    expect(bars.classList).toContain(`strength__bars--${level}`);
  });
});
