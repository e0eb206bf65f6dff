import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Attention } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MyPage } from './my-page';

const bodies: Record<string, object> = {
  '/api/customers/me': {
    customerId: '01058734',
    customerName: '環境 太郎',
    customerKana: 'カンキョウ タロウ',
    kind: 'personal',
    rankName: '代理店',
    memberClassName: '会員',
    parentDealerName: '(株)環境保全研究所 販売事業本部',
    helpDesk: { role: '上位店', name: '(株)環境保全研究所 販売事業本部', phone: '050-1234-5678' },
    postalCode: '251-0052',
    address: '神奈川県藤沢市藤沢 1-2-3',
    phones: ['090-1111-2770', '0466-12-3300'],
    registrationNumber: null,
  },
  '/api/credential': {
    loginId: 'kankyo@gmail.com',
    loginIdMasked: 'ka*****@gmail.com',
    state: 'active',
    passwordChangedAt: '2026-08-03T03:00:00Z',
    previousSignInAt: '2026-11-20T00:12:00Z',
    legacyLoginCount: 0,
    destinationCount: 4,
  },
  '/api/session/devices': {
    devices: [
      { id: 'a', current: true, name: 'Windows・Chrome', signedInAt: '', lastUsedAt: '2026-11-22T07:00:00Z' },
      { id: 'b', current: false, name: 'iPhone・Safari', signedInAt: '', lastUsedAt: '2026-11-20T00:12:00Z' },
    ],
  },
};

const ALL_IN_ORDER = { several: 0, none: 0, invited: 0, bouncing: 0, noPhone: 0 };
const NOTHING_TO_DO: Attention = {
  logins: 1,
  bouncing: false,
  noPhone: false,
  below: null,
  operatorsWaiting: 0,
};

describe('MyPage', () => {
  const answer = vi.fn<typeof fetch>();
  let broken: string;
  let acknowledgedAt: string | null;
  let attention: Attention;
  let fixture: ComponentFixture<MyPage>;
  const text = () => fixture.nativeElement.textContent.replace(/\s+/g, ' ');
  const card = (heading: string): HTMLElement =>
    [...fixture.nativeElement.querySelectorAll('ui-card')].find((one) => one.textContent.includes(heading));
  const button = (root: HTMLElement, name: string) =>
    [...root.querySelectorAll('button')].find((one) => (one.ariaLabel ?? one.textContent).includes(name))!;

  beforeEach(() => {
    broken = '';
    acknowledgedAt = null;
    attention = NOTHING_TO_DO;
    answer.mockImplementation((path) => {
      if (path === broken) return Promise.reject(new TypeError('Failed to fetch'));
      if (path === '/api/attention') return Promise.resolve(Response.json(attention));
      return Promise.resolve(
        bodies[path as string]
          ? Response.json({
              ...bodies[path as string],
              ...(path === '/api/customers/me' && { changesAcknowledgedAt: acknowledgedAt }),
            })
          : new Response(null, { status: 204 }),
      );
    });
    vi.stubGlobal('fetch', answer);
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = async () => {
    fixture = TestBed.createComponent(MyPage);
    fixture.autoDetectChanges();
    await vi.waitFor(() => expect(fixture.nativeElement.querySelector('[aria-busy=true]')).toBeNull());
  };

  it('shows who one is, when one was here last and which login one has', async () => {
    await open();
    expect(text()).toContain('上位店 (株)環境保全研究所 販売事業本部050-1234-5678');
    expect(text()).toContain('最終ログイン 2026年11月20日(金) 09:12');
    expect(card('お客様情報').textContent).toContain('カンキョウ タロウ');
    expect(text()).toContain('ka*****@gmail.com');
    expect(text()).toContain('2026年8月3日(月)に変更');
  });

  it('says so at the first sign-in', async () => {
    const answerOthers = answer.getMockImplementation()!;
    answer.mockImplementation((path) =>
      path === '/api/credential'
        ? Promise.resolve(Response.json({ ...bodies['/api/credential'], previousSignInAt: null }))
        : answerOthers(path),
    );
    await open();
    expect(text()).toContain('最終ログイン なし (今回が初めてです)');
  });

  it('points at the four changes until the customer has said to have read them', async () => {
    await open();
    expect(card('お知らせ').textContent).toContain('ログイン情報の取り扱いが変わりました');
    acknowledgedAt = '2026-11-22T03:00:00Z';
    await open();
    expect(card('お知らせ').textContent).not.toContain('ログイン情報の取り扱いが変わりました');
  });

  it('says in the failing card alone that it failed, and fills it at the next try', async () => {
    broken = '/api/customers/me';
    await open();
    expect(card('お客様情報').textContent).toContain('読み込めませんでした');
    expect(card('ログイン中の端末').textContent).toContain('iPhone・Safari');

    broken = '';
    button(card('お客様情報'), 'もう一度試す').click();
    await vi.waitFor(() => expect(card('お客様情報').textContent).toContain('神奈川県藤沢市藤沢 1-2-3'));
  });

  it('leads from 要対応 to the list of each cause, and counts the customers', async () => {
    attention = { ...NOTHING_TO_DO, below: { ...ALL_IN_ORDER, several: 1_200, invited: 34 } };
    await open();
    const links = [...card('要対応 1,234件').querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/masters/campaign?cause=several#customers-title',
      '/masters/campaign?cause=invited#customers-title',
    ]);
  });

  it('says that 要対応 could not be read, beside what is known of it, and reads it at the next try', async () => {
    broken = '/api/attention';
    await open();
    expect(card('要対応').textContent).toContain('読み込めませんでした');

    broken = '';
    attention = { ...NOTHING_TO_DO, bouncing: true };
    button(card('要対応'), 'もう一度試す').click();
    await vi.waitFor(() => expect(card('要対応 1件').textContent).toContain('メールが届いていません'));
    expect(card('要対応').textContent).not.toContain('読み込めませんでした');
  });

  it('keeps the place of 要対応 until it is known whether something needs doing', async () => {
    let answerAttention: (response: Response) => void = () => undefined;
    const answerOthers = answer.getMockImplementation()!;
    answer.mockImplementation((path) =>
      path === '/api/attention' ? new Promise((resolve) => (answerAttention = resolve)) : answerOthers(path),
    );
    fixture = TestBed.createComponent(MyPage);
    fixture.autoDetectChanges();
    await vi.waitFor(() => expect(text()).toContain('最終ログイン 2026年'));
    const place = fixture.nativeElement.querySelector('ui-load-state:has(.unsettled)') as HTMLElement;
    expect(place.nextElementSibling?.matches('app-news-card')).toBe(true);

    answerAttention(Response.json({ ...NOTHING_TO_DO, bouncing: true }));
    await vi.waitFor(() => expect(card('要対応 1件')).toBeDefined());
    expect(fixture.nativeElement.querySelector('.unsettled')).toBeNull();
  });

  it('has no 要対応 while there is nothing to do', async () => {
    await open();
    expect(card('要対応')).toBeUndefined();
  });

  it('signs one other device out and says so', async () => {
    await open();
    button(card('ログイン中の端末'), 'iPhone・Safariをログアウト').click();
    await vi.waitFor(() => expect(text()).toContain('iPhone・Safariをログアウトしました。'));
    expect(answer).toHaveBeenCalledWith(
      '/api/session/devices/b',
      expect.objectContaining({ method: 'DELETE' }),
    );
  });

  it('signs all other devices out', async () => {
    await open();
    button(card('ログイン中の端末'), 'ほかの端末をすべてログアウト').click();
    await vi.waitFor(() => expect(text()).toContain('ほかの端末をすべてログアウトしました。'));
    expect(answer).toHaveBeenCalledWith(
      '/api/session/devices',
      expect.objectContaining({ method: 'DELETE' }),
    );
  });
});
