import type { Page } from '@playwright/test';
import { DEMO } from './fixture/people';
import { expect, test } from './fixture/test';
import { MENU, MESSAGES, VERBATIM, type Place } from './verbatim';
import { BY_LANDLINE, BY_MAIL, BY_SMS } from './screen/pin-part';

const ADDRESS: Partial<Record<Place, string>> = {
  login: '/login',
  inquiry: '/inquiry',
  'login-id': '/inquiry/login-id',
  password: '/inquiry/password',
  announcement: '/announcements/2026-login',
};

test.describe('Every string of the announcement', () => {
  for (const [place, address] of Object.entries(ADDRESS)) {
    test(`stands on its screen, character for character: ${place}`, async ({ page, onPhone }) => {
      await page.goto(address);
      await expectVerbatim(page, place as Place, onPhone);
    });
  }

  test('stands on its screen, character for character: 通知先選択', async ({
    page,
    inquiry,
    person,
    onPhone,
  }) => {
    const reset = await inquiry.identify('パスワードのリセット', person);
    await expectVerbatim(page, 'choosing', onPhone);
    await expect(reset.pin.picker.locator('label')).toHaveText([
      '****-**-*300 (自動音声)',
      '***-****-*770 (ショートメッセージ)',
      '***-****-*770 (自動音声)',
      'ka*****@gmail.com (メール)',
    ]);
  });

  test('stands above マイページ, and the menu in its order', async ({ page, login, onPhone }) => {
    await login.open();
    await login.signIn(DEMO);
    await expectVerbatim(page, 'mypage', onPhone);
    if (onPhone) await page.getByRole('button', { name: 'メニュー' }).click();
    const menu = onPhone
      ? page.getByRole('dialog')
      : page.getByRole('navigation', { name: 'メインメニュー' });
    const entries = await menu.getByRole('listitem').allInnerTexts();
    expect(entries.map((entry) => entry.trim())).toEqual(MENU);
  });

  test('stands in the messages, by each channel', async ({ page, inquiry, inbox, person }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const sms = await inbox.next(person.mobile, 'sms');
    expect(sms.text.split('\n')).toEqual(MESSAGES.sms(within(sms.text, /「(\d{6})」/)));
    // One message, not two: 70 characters is what an SMS holds.
    expect([...sms.text].length).toBeLessThanOrEqual(70);
    await reset.pin.otherDestination.click();
    await reset.pin.ask(BY_LANDLINE);
    const call = await inbox.next(person.landline, 'voice');
    const spoken = MESSAGES.voice(within(call.text, /「(.+?)」/));
    expect(spoken[2]).toMatch(/「(?:(?:ゼロ|いち|に|さん|よん|ご|ろく|なな|はち|きゅう)、?){6}」/);
    for (const sentence of spoken) expect(call.text.split(sentence)).toHaveLength(3);
    await reset.pin.otherDestination.click();
    await reset.pin.ask(BY_MAIL);
    const mail = await inbox.next(person.loginId, 'email', 'PINコード');
    const deadline = within(mail.text, /(\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}時\d{2}分)までに/);
    expect(mail.text).toContain(MESSAGES.email(within(mail.text, /「(\d{6})」/), deadline).join('\n'));
    await expect(page.getByText(`有効期限 ${within(deadline, / (.+)/)}まで`)).toBeVisible();
  });

  test('stands in the order of the announcement: fields and buttons of both resets', async ({ inquiry }) => {
    const order = [
      [
        'ログインIDのリセット',
        ['お客様ID', '登録済み電話番号', '確認', 'PINコード', 'メールアドレス', '送信'],
      ],
      ['パスワードのリセット', ['メールアドレス', '登録済み電話番号', '確認', 'PINコード', '送信']],
    ] as const;
    for (const [name, fields] of order) {
      const { section } = await inquiry.open(name);
      const labels = await section.locator('label, button').filter({ visible: true }).allInnerTexts();
      expect(labels.map((label) => /^[^\s(:]+/.exec(label.trim())?.[0])).toEqual(fields);
    }
  });
});

/** Each string of the place is read on its screen, and the other screen's wording is not. */
async function expectVerbatim(page: Page, place: Place, onPhone: boolean): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const { id, place: where, pc, phone } of VERBATIM) {
    if (where !== place) continue;
    const [own, other] = onPhone ? [phone, pc] : [pc, phone];
    if (own !== undefined) await expect.poll(() => readableText(page), { message: id }).toContain(own);
    if (other !== undefined && !own?.includes(other))
      expect(await readableText(page), id).not.toContain(other);
  }
}

/** What a person reads: visible text, blanks as they are seen. */
async function readableText(page: Page): Promise<string> {
  const text = await page.locator('body').innerText();
  return text.replace(/\s+/g, ' ');
}

/** The part of a message that the pattern catches. */
function within(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[1] ?? `no ${pattern.source}`;
}
