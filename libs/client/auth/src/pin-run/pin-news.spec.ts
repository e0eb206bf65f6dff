import { TestBed } from '@angular/core/testing';
import type { Delivery, PinRun } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { CredentialResetStore } from './credential-reset-store';
import { PinNews } from './pin-news';
import { aWaitingRun } from './sample-runs';

describe('The news of a PIN above its field', () => {
  const newsOf = (
    state: Delivery['state'],
    change: Partial<NonNullable<PinRun['pin']>> = {},
  ): HTMLElement => {
    const run = aWaitingRun();
    const pin = { ...run.pin!, delivery: { ...run.pin!.delivery, state, reason: null }, ...change };
    const store = { run: () => ({ ...run, pin }), isUndelivered: () => state === 'failed' };
    TestBed.configureTestingModule({ providers: [{ provide: CredentialResetStore, useValue: store }] });
    const fixture = TestBed.createComponent(PinNews);
    fixture.autoDetectChanges();
    return fixture.nativeElement;
  };

  it.each(['queued', 'sending'] as const)('calls nothing sent that is %s', (state) => {
    const news = newsOf(state);
    expect(news.textContent).toContain('へPINコードを送っています。');
    expect(news.querySelector('.notice--success')).toBeNull();
  });

  it.each(['sent', 'ringing', 'delivered'] as const)('says that it was notified when it is %s', (state) => {
    const news = newsOf(state);
    expect(news.textContent).toContain('へPINコードを通知しました。');
    expect(news.querySelector('.notice--success')).not.toBeNull();
  });

  it('names the way it took when it did not arrive, and makes another way the next step', () => {
    const delivery: Delivery = { state: 'failed', reason: 'unreachable', steps: [] };
    const news = newsOf('failed', { delivery, channel: 'sms' });
    expect(news.textContent).toContain('この電話番号に届きませんでした');
    expect(news.textContent).not.toContain('メールアドレス');
    expect(news.querySelector('.button--primary')?.textContent).toContain('別の通知先を選ぶ');
  });
});
