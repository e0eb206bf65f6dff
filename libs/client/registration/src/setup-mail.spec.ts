import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { CustomerLogin, Delivery } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RegistrationClient } from './registration-client';
import { SetupMail } from './setup-mail';

const UNTIL = '2026-11-25T07:28:00Z';
const loginAt = (delivery: Partial<Delivery>, takenBy: CustomerLogin['takenBy'] = null) =>
  ({
    mail: { delivery: { state: 'queued', reason: null, steps: [], ...delivery } },
    takenBy,
  }) as unknown as CustomerLogin;

describe('The setup mail after a registration', () => {
  const look = vi.fn<RegistrationClient['login']>();

  beforeEach(() => {
    vi.useFakeTimers();
    look.mockReset();
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: RegistrationClient, useValue: { login: look } }],
    });
  });
  afterEach(() => vi.useRealTimers());

  const open = async () => {
    const fixture = TestBed.createComponent(SetupMail);
    fixture.componentRef.setInput('customerId', '01058735');
    fixture.componentRef.setInput('until', UNTIL);
    fixture.autoDetectChanges();
    const later = async (ms: number): Promise<string> => {
      await vi.advanceTimersByTimeAsync(ms);
      fixture.detectChanges();
      return fixture.nativeElement.textContent;
    };
    return { later, text: await later(0) };
  };

  it('is called sent once it is, and is looked for no longer then', async () => {
    look.mockResolvedValueOnce(loginAt({ state: 'sending' })).mockResolvedValue(loginAt({ state: 'sent' }));
    const { text, later } = await open();
    expect(text).toContain('ログイン設定メールを送っています');
    expect(text).not.toContain('送信しました。');
    expect(await later(3_000)).toContain('ログイン設定メールを送信しました。');
    await later(30_000);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('that was refused says so, why, and where the address is corrected', async () => {
    look.mockResolvedValue(loginAt({ state: 'failed', reason: 'mailbox_refused' }));
    const { text } = await open();
    expect(text).toContain('ログイン設定メールを届けられませんでした');
    expect(text).toContain('メールアドレスを訂正する');
  });

  it('to an own customer’s login ID names that customer', async () => {
    const owner = { customerId: '01058736', customerName: '試山 太朗' };
    look.mockResolvedValue(loginAt({ state: 'sent' }, owner));
    const { text } = await open();
    expect(text).toContain('試山 太朗 様のログインIDです');
    expect(text).not.toContain('送信しました。お客様が');
  });
});
