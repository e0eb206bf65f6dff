import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Passkey, PasskeyList } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PasskeyCard } from './passkey-card';

const passkey = (name: string, isHeld = false): Passkey => ({
  id: `00000000-0000-4000-8000-${name.length.toString().padStart(12, '0')}`,
  name,
  kind: 'device',
  createdAt: '2026-11-30T01:00:00.000Z',
  lastUsedAt: null,
  isHeld,
});
const CODES = Array.from({ length: 10 }, (_, place) => `ABCD-EFGH-JK${place}M`.replace(/[01]/g, 'Z'));

describe('The card of passkeys', () => {
  const answer = vi.fn<typeof fetch>();
  let fixture: ComponentFixture<PasskeyCard>;

  const show = async (list: Partial<PasskeyList>) => {
    answer.mockImplementation(() =>
      Promise.resolve(
        Response.json({ passkeys: [], most: 10, isRequired: false, recoveryCodesLeft: 0, ...list }),
      ),
    );
    fixture = TestBed.createComponent(PasskeyCard);
    await fixture.whenStable();
  };
  const text = () => (fixture.nativeElement as HTMLElement).textContent;
  const buttons = () =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].map(({ textContent }) =>
      textContent.trim(),
    );
  const press = async (name: string) => {
    const all = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
    all.find(({ textContent }) => textContent.trim() === name)?.click();
    await fixture.whenStable();
  };

  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    vi.stubGlobal('PublicKeyCredential', {});
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
  });

  it('says before the first passkey that the password goes on opening, and asks nothing of the device yet', async () => {
    await show({});
    answer.mockClear();
    await press('パスキーを追加する');
    expect(text()).toContain('登録しても、パスワードでのログインはこれまでどおり使えます。ほかの端末も');
    expect(answer).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<PasskeyList>, boolean]>([
    ['beside a passkey', { passkeys: [passkey('一')] }, true],
    ['where passkeys are required', { passkeys: [passkey('一'), passkey('二二')], isRequired: true }, false],
    ['beside one that was held', { passkeys: [passkey('一'), passkey('二二', true)] }, false],
  ])('says of the password %s what it opens, on a device without passkeys, too', async (_, list, opens) => {
    vi.unstubAllGlobals();
    vi.stubGlobal('fetch', answer);
    await show(list);
    expect(text()).toContain('この端末またはブラウザーではパスキーを登録できません。');
    expect(text().includes('これまでどおり使えます')).toBe(opens);
  });

  it('offers to require passkeys with two that can be used, and says so before', async () => {
    await show({ passkeys: [passkey('一'), passkey('二二', true)] });
    expect(buttons()).not.toContain('パスキーを必須にする');
    expect(text()).toContain('使えるパスキーを2個以上登録すると、設定できます。');
    await show({ passkeys: [passkey('一'), passkey('二二')] });
    expect(buttons()).toContain('パスキーを必須にする');
  });

  it('says how many recovery codes are left, and that they leave the requirement as it is', async () => {
    await show({ passkeys: [passkey('一'), passkey('二二')], isRequired: true, recoveryCodesLeft: 9 });
    expect(text()).toContain('残り9個');
    expect(text()).toContain('復旧コードでログインしても、パスキーは削除されず、必須のままです。');
    expect(buttons()).toEqual(expect.arrayContaining(['復旧コードを作り直す', '必須を解除する']));
  });

  it('asks who required passkeys before there were codes to make some, and to add a second passkey', async () => {
    await show({ passkeys: [passkey('一')], isRequired: true });
    expect(buttons()).toContain('復旧コードを作る');
    expect(text()).toContain('使えるパスキーが1個だけです');
  });

  it('shows new codes until they are kept, and then no more', async () => {
    await show({ passkeys: [passkey('一'), passkey('二二')], isRequired: true, recoveryCodesLeft: 2 });
    await press('復旧コードを作り直す');
    answer.mockResolvedValueOnce(Response.json({ codes: CODES }));
    await press('復旧コードを作る');
    expect(text()).toContain(CODES[3]);
    await press('保管しました');
    expect(text()).not.toContain(CODES[3]);
  });
});
