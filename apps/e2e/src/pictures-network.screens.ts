import { fixAnswers } from './fixture/fixed-answers';
import { DEMO, OPERATOR } from './fixture/people';
import { savePicture } from './fixture/picture';
import { expect, test as base } from './fixture/test';
import { RegisterScreen } from './screen/register-screen';

/** (有)みどり商会 of the demo network; 環境 太郎 is in other pictures at the same time. */
const MIDORI = { loginId: 'demo02@mail.example', password: DEMO.password };
/** Customers whom only the old system knew; one for each screen. */
const LEGACY = { pc: 'keiri-midorikawa', phone: 'jimu-yamato', password: 'kaze2019' };

const test = base.extend<{ take: (name: string, path?: string) => Promise<void>; still: undefined }>({
  still: [
    async ({ page }, use) => {
      await fixAnswers(page);
      await use(undefined);
    },
    { auto: true },
  ],
  take: async ({ page, onPhone }, use) =>
    use(async (name, path) => {
      if (path !== undefined) await page.goto(path);
      await savePicture(page, name, onPhone);
    }),
});

test('Pages of operators', async ({ login, take }) => {
  await login.open();
  await login.signIn(OPERATOR);
  for (const [name, path] of [
    ['operations', '/ops'],
    ['operations-messages', '/ops/messages'],
    ['operations-outage', '/ops/outages/voice'],
    ['customer-timeline', '/masters/customers/01058791/timeline'],
    ['import', '/masters/import'],
    ['consolidations', '/masters/consolidations'],
  ] as const)
    await take(name, path);
});

test('Pages of dealers', async ({ page, login, stepUp, take }) => {
  await login.open();
  await login.signIn(OPERATOR);
  for (const [name, path] of [
    ['masters', '/masters'],
    ['customers', '/masters/customers?parent=01058734'],
    ['customers-tree', '/masters/customers/tree'],
    ['customer-card', '/masters/customers/01058741'],
    ['customer-card-frozen', '/masters/customers/01058791'],
    ['customer-contacts', '/masters/customers/01058793/contacts'],
    ['approvals', '/masters/approvals'],
    ['campaign', '/masters/campaign'],
    ['customer-move', '/masters/customers/01058749/move'],
  ] as const)
    await take(name, path);
  await page.getByRole('textbox', { name: '新しい上位店のお客様ID' }).fill('01058736');
  await page.getByRole('button', { name: '確認' }).click();
  await page.getByText('次の内容で変更します。', { exact: false }).waitFor();
  await take('customer-move-check');
  await page.getByRole('button', { name: '変更する' }).click();
  await stepUp.password.waitFor();
  await take('step-up');
});

test('お客様登録 and the setup by the customer', async ({ page, login, inbox, onPhone, take }) => {
  const email = `odawara.${onPhone ? 'phone' : 'pc'}@example.jp`;
  await login.open();
  await login.signIn(MIDORI);
  const screen = new RegisterScreen(page);
  await screen.open();
  await take('register');
  await screen.check.click();
  await page.locator('#error-summary').waitFor();
  await take('register-error');
  await screen.fill({ name: '小田原 直樹', kana: 'オダワラ ナオキ', phone: '090-1111-4001' });
  await screen.field('ログイン用メールアドレス').fill(email);
  await screen.check.click();
  await screen.register.waitFor();
  await take('register-check');
  await screen.register.click();
  await expect(screen.issuedId).toHaveText(/^\d{8}$/);
  await take('register-done');
  const link = await inbox.nextLink(email, 'setup');
  await page.getByRole('link', { name: 'ログイン情報を確認する' }).click();
  await page.getByText('確認待ち', { exact: true }).waitFor();
  await take('customer-login');
  await take('departure', '/mypage/credential/departure');
  await page.goto(link);
  await page.locator('input[autocomplete="new-password"]').waitFor();
  await take('setup');
});

test('ログイン情報を1つにする', async ({ page, login, onPhone, take }) => {
  await login.open();
  await login.enter({ loginId: onPhone ? LEGACY.phone : LEGACY.pc, password: LEGACY.password });
  const next = page.getByRole('button', { name: '残すものを選ぶ' });
  await next.waitFor();
  await take('consolidation');
  await next.click();
  await page.getByRole('radio', { checked: true }).waitFor();
  await take('consolidation-choice');
  await page.getByRole('button', { name: '確認へ進む' }).click();
  const send = page.getByRole('button', { name: '確認メールを送る' });
  await send.waitFor();
  await take('consolidation-check');
  await send.click();
  await page.getByRole('heading', { name: '確認メール', exact: true }).waitFor();
  await take('consolidation-mail-sent');
});
