import type { Page } from '@playwright/test';
import { fixAnswers } from './fixture/fixed-answers';
import { DEMO as DEMO_PERSON, NEW_PASSWORD } from './fixture/people';
import { savePicture } from './fixture/picture';
import { steer } from './fixture/stand-ins';
import { expect, test as base } from './fixture/test';
import type { Reset } from './screen/inquiry';
import { ChangeScreen } from './screen/change-screen';
import { BY_LANDLINE, BY_SMS } from './screen/pin-part';

/** Types the telephone number as the label asks for it. */
const DEMO = { ...DEMO_PERSON, mobile: '09011112770' };
const NEW_LOGIN_ID = 'kankyo.taro@example.jp';

/** Takes pictures as 環境 太郎, and leaves the demo network as it was. */
const test = base.extend<{ take: (name: string) => Promise<void>; demo: undefined }>({
  demo: [
    async ({ database, page }, use) => {
      const [credential] = await database.query<object[]>('SELECT * FROM credential WHERE customer_id = $1', [
        DEMO.customerId,
      ]);
      await fixAnswers(page);
      await use(undefined);
      await database.query(
        `UPDATE credential SET (login_id, password_hash, password_changed_at) =
           (SELECT login_id, password_hash, password_changed_at FROM jsonb_populate_record(NULL::credential, $2))
         WHERE customer_id = $1`,
        [DEMO.customerId, JSON.stringify(credential)],
      );
      await database.query(
        'UPDATE contact_point SET retired_at = now() WHERE value = $1 AND retired_at IS NULL',
        [NEW_LOGIN_ID],
      );
      // The waits and limits of one picture are not the next one's.
      await database.minutesPass(DEMO.customerId, 25 * 60);
    },
    { auto: true },
  ],
  take: async ({ page, onPhone }, use) => use((name) => savePicture(page, name, onPhone)),
});

test('ログイン', async ({ page, login, take }) => {
  await login.open();
  await take('login');
  await login.enter({ ...DEMO, password: NEW_PASSWORD });
  await page.locator('#error-summary').waitFor();
  await take('login-error');
});

test('お問い合わせ', async ({ page, inquiry, take }) => {
  await page.goto('/inquiry');
  await take('inquiry');
  for (const [name, path, section] of [
    ['login-id', '/inquiry/login-id', inquiry.loginIdReset],
    ['password', '/inquiry/password', inquiry.passwordReset],
  ] as const) {
    await page.goto(path);
    await take(`reset-${name}`);
    await section.confirm.click();
    await page.locator('#error-summary').waitFor();
    await take(`reset-${name}-error`);
  }
});

for (const [name, reset, destination] of [
  ['login-id', 'ログインIDのリセット', BY_LANDLINE],
  ['password', 'パスワードのリセット', BY_SMS],
] as const) {
  test(`${reset}: every state`, async ({ page, inquiry, inbox, mailed, database, take }) => {
    const section = await inquiry.identify(reset, DEMO);
    await take(`reset-${name}-destination`);
    await section.pin.ask(destination);
    const channel = destination === BY_SMS ? 'sms' : 'voice';
    await inbox.nextPin(destination === BY_SMS ? DEMO.mobile : DEMO.landline, channel);
    await delivered(page, database);
    await take(`reset-${name}-waiting`);
    await section.pin.code.fill('000000');
    if (reset === 'ログインIDのリセット') await section.email.fill(NEW_LOGIN_ID);
    await section.submit.click();
    await page.locator('#error-summary').waitFor();
    await take(`reset-${name}-wrong-pin`);
    await database.minutesPass(DEMO.customerId, 16);
    await page.reload();
    await page.getByText(/有効時間\(15分\)を過ぎました/).waitFor();
    await take(`reset-${name}-expired`);
    await section.pin.ask(destination);
    await delivered(page, database);
    await take(`reset-${name}-superseded`);
    await section.pin.code.fill(
      await inbox.nextPin(destination === BY_SMS ? DEMO.mobile : DEMO.landline, channel),
    );
    if (reset === 'ログインIDのリセット') await section.email.fill(NEW_LOGIN_ID);
    await section.submit.click();
    await page.getByText(/メールを送信しました/).waitFor();
    await delivered(page, database);
    await take(`reset-${name}-mail-sent`);
    await finish[reset]({ page, inbox, mailed, take });
  });
}

type Finish = Pick<Parameters<Parameters<typeof test>[2]>[0], 'page' | 'inbox' | 'mailed' | 'take'>;

/** What follows the mail. */
const finish: Record<Reset, (parts: Finish) => Promise<void>> = {
  ログインIDのリセット: async ({ page, inbox, mailed, take }) => {
    await mailed.follow(await inbox.nextLink(NEW_LOGIN_ID, 'confirm'));
    await mailed.makeValid.waitFor();
    await take('reset-login-id-confirm');
    await mailed.makeValid.click();
    await page.getByText('手続きが完了しました').waitFor();
    await take('reset-login-id-done');
  },
  パスワードのリセット: async ({ page, inbox, mailed, take }) => {
    const link = await inbox.nextLink(DEMO.loginId, 'reset', 'パスワードの再設定');
    await mailed.follow(link);
    await mailed.newPassword.waitFor();
    await take('new-password');
    await mailed.newPassword.fill('password1234');
    await mailed.setPassword.click();
    await page.locator('#error-summary').waitFor();
    await take('new-password-error');
    await mailed.newPassword.fill(NEW_PASSWORD);
    await mailed.setPassword.click();
    await page.getByText('新しいパスワードを設定しました').waitFor();
    await take('reset-password-done');
    await mailed.follow(link);
    await mailed.anew.waitFor();
    await take('link-used');
  },
};

test('A PIN that does not arrive, and five wrong ones', async ({ page, inquiry, database, take }) => {
  await steer('sms', 'outcome', DEMO.mobile, { result: 'undelivered', errorCode: 30003 });
  const section = await inquiry.askForPin('パスワードのリセット', DEMO, BY_SMS);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/届けられませんでした/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await take('reset-password-undelivered');
  await steer('sms', 'outcome', DEMO.mobile, { result: 'delivered' });
  await database.query('UPDATE pin_challenge SET attempts = 4 WHERE customer_id = $1', [DEMO.customerId]);
  await section.pin.code.fill('000000');
  await section.submit.click();
  await page.getByRole('heading', { name: '手続きを終了しました' }).waitFor();
  await take('reset-locked');
});

test('マイページ and ログイン情報', async ({ page, login, onPhone, take }) => {
  const change = new ChangeScreen(page, onPhone);
  await login.open();
  await login.signIn(DEMO);
  await take('mypage');
  await page.goto('/mypage/credential');
  await take('credential');
  await page.goto('/mypage/credential/password');
  await take('change-password');
  await change.stepUp(DEMO);
  await take('change-password-destination');
  await page.goto('/sitemap');
  await take('sitemap');
  await page.goto('/no-such-page');
  await take('not-found');
});

test('Pages for everybody', async ({ page, take }) => {
  await page.goto('/announcements/2026-login');
  await take('announcement');
  await page.goto('/help');
  await take('help');
  await page.goto('/maintenance');
  await take('maintenance');
  await page.goto('/gallery');
  await take('gallery');
});

/** Waits until nothing is on its way any more, and the page knows. */
async function delivered(page: Page, database: { query<T>(statement: string): Promise<T> }): Promise<void> {
  await expect
    .poll(() =>
      database.query(`SELECT 1 FROM notification WHERE state IN ('pending', 'sending', 'retry') LIMIT 1`),
    )
    .toEqual([]);
  await page.waitForResponse('**/api/pin-run');
}
