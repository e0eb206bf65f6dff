import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { shopBelow } from './fixture/network';
import { OPERATOR } from './fixture/people';
import { expect, test } from './fixture/test';
import { expectWellMade } from './fixture/well-made';
import { expectRefused } from './screen/errors';
import { LoginScreen } from './screen/login-screen';
import { StepUpDialog } from './screen/step-up-dialog';

test.describe('連絡先の変更', () => {
  test('of a phone waits for a second person, who refuses with a reason or approves', async ({
    page,
    browser,
    login,
    onPhone,
    person,
    database,
    inbox,
    stepUp,
    wellMade,
  }) => {
    test.setTimeout(90_000);
    const { member, mobile, email } = await shopBelow(database, person);
    await login.open();
    await login.signIn(person);
    await page.goto(`/masters/customers/${member}/contacts`);
    const main = page.getByRole('main');
    const phone = main.getByRole('textbox', { name: '新しい電話番号' });
    const check = main.getByRole('button', { name: '電話番号の確認に進む' });
    await main.getByRole('button', { name: '***-****-*080を変更' }).click();
    await expect(phone).toBeFocused();
    await wellMade();
    await check.click();
    await expectRefused(page, '電話番号を入力してください', phone);
    await phone.fill('0120-123-456');
    await expect(main.getByText('この番号へは、PINコードを送れません。')).toBeVisible();
    await wellMade();
    await phone.fill(mobile.replace('8080', '9191'));
    await check.click();
    await expect(main.getByRole('heading', { name: '申請する内容' })).toBeFocused();
    await wellMade();
    await main.getByRole('button', { name: '申請する' }).click();
    await stepUp.answer(person);
    await expect(main.getByRole('heading', { name: '承認を待っている変更があります' })).toBeVisible();
    await expect(main.getByText(/連絡先の変更を申請しました。/)).toBeVisible();
    await wellMade();

    const desk = await (await browser.newContext({ ...test.info().project.use })).newPage();
    await new LoginScreen(desk, onPhone).open();
    await new LoginScreen(desk, onPhone).signIn(OPERATOR);
    await desk.goto('/masters/approvals');
    const mine = desk.getByRole('article').filter({ hasText: member });
    await expect(mine).toContainText(mobile.replace('8080', '9191'));
    await mine.getByRole('button', { name: '却下の理由を入力する' }).click();
    const reason = mine.getByRole('textbox', { name: '却下する理由' });
    await expect(reason).toBeFocused();
    await mine.getByRole('button', { name: '却下する' }).click();
    await expectRefused(desk, '却下する理由を入力してください', reason);
    await expectWellMade(desk, onPhone);
    await mine.getByRole('button', { name: 'やめる' }).click();
    await mine.getByRole('button', { name: '承認に進む' }).click();
    await expect(mine.getByRole('heading', { name: '承認の確認' })).toBeFocused();
    await expectWellMade(desk, onPhone);
    await mine.getByRole('button', { name: '承認する' }).click();
    await new StepUpDialog(desk).answer(OPERATOR);
    await expect(desk.getByText('承認し、これまでの連絡先へお知らせしました。')).toBeVisible();
    await expect(mine).toHaveCount(0);
    await desk.context().close();
    await inbox.next(email, 'email', '連絡先が変更されました');

    await page.goto('/masters/approvals');
    await expect(page.getByRole('article').filter({ hasText: member })).toContainText('承認済み');
    await wellMade();
  });

  test('is approved by the customer, too, behind the link of a mail to the address that was there', async ({
    page,
    browser,
    login,
    onPhone,
    person,
    database,
    inbox,
    stepUp,
    wellMade,
  }) => {
    test.setTimeout(90_000);
    const { member, mobile, email } = await shopBelow(database, person);
    const wanted = `nottori${member}@mail.example`;
    await login.open();
    await login.signIn(person);
    await page.goto(`/masters/customers/${member}/contacts`);
    const main = page.getByRole('main');
    await main.getByRole('textbox', { name: '新しい電話番号' }).fill(mobile.replace('8080', '9292'));
    await main.getByRole('button', { name: '電話番号の確認に進む' }).click();
    await main.getByRole('button', { name: '申請する' }).click();
    await stepUp.answer(person);
    await expect(main.getByText('お客様ご本人に確認のメールを送りました。', { exact: false })).toBeVisible();
    await wellMade();

    const customers = await (await browser.newContext({ ...test.info().project.use })).newPage();
    const link = await inbox.nextLink(email, 'contact-change', '連絡先の変更のご確認');
    for (const method of ['get', 'head'] as const)
      expect((await customers.request[method](link)).status()).toBe(200);
    await customers.goto(link);
    const asked = customers.getByRole('main');
    await expect(asked.getByText('電話番号の追加')).toBeVisible();
    await expect(asked.getByText('***-****-*292')).toBeVisible();
    await expect(asked.getByText(person.name, { exact: true })).toBeVisible();
    await expectWellMade(customers, onPhone);
    await asked.getByRole('button', { name: 'この変更を承認する' }).click();
    await expect(
      customers.getByRole('heading', { level: 1, name: '連絡先の変更を承認しました' }),
    ).toBeFocused();
    await expectWellMade(customers, onPhone);
    expect(customers.url()).not.toContain('#t=');
    await customers.goto('about:blank');
    await customers.goto(link);
    await expect(
      customers.getByRole('heading', { level: 1, name: 'お返事はすでにいただいています' }),
    ).toBeVisible();
    await expectWellMade(customers, onPhone);
    await customers.context().close();

    await page.goto('/masters/approvals');
    const own = page.getByRole('article').filter({ hasText: member });
    await expect(own).toContainText('承認済み');
    await expect(own).toContainText('お客様ご本人');

    // What the customer did not ask for is refused as easily.
    await page.goto(`/masters/customers/${member}/contacts`);
    await main.getByRole('textbox', { name: '新しいメールアドレス' }).fill(wanted);
    await main.getByRole('button', { name: 'メールアドレスの確認に進む' }).click();
    await main.getByRole('button', { name: '申請する' }).click();
    await expect(main.getByRole('heading', { name: '承認を待っている変更があります' })).toBeVisible();
    await page.goto(await inbox.nextLink(email, 'contact-change', '連絡先の変更のご確認'));
    await page.getByRole('button', { name: '心当たりがない' }).click();
    await expect(page.getByText('連絡先は変更されません。', { exact: false })).toBeVisible();
    await wellMade();
    expect(await inbox.messagesTo(wanted)).toEqual([]);
  });

  test('of a mail address waits for a second person, too', async ({
    page,
    login,
    person,
    database,
    stepUp,
    wellMade,
  }) => {
    const { member } = await shopBelow(database, person);
    await login.open();
    await login.signIn(person);
    await page.goto(`/masters/customers/${member}/contacts`);
    const main = page.getByRole('main');
    const field = main.getByRole('textbox', { name: '新しいメールアドレス' });
    await field.fill('atarashii');
    const check = main.getByRole('button', { name: 'メールアドレスの確認に進む' });
    await check.click();
    await expectRefused(page, /メールアドレスは「name@example.com」/, field);
    await field.fill(`atarashii${member}@mail.example`);
    await check.click();
    await main.getByRole('button', { name: '申請する' }).click();
    await stepUp.answer(person);
    await expect(main.getByRole('heading', { name: '承認を待っている変更があります' })).toBeVisible();
    await expect(main.getByText('メールアドレスの追加')).toBeVisible();
    await wellMade();
  });
});

test('職員の承認 shows operators who waits, who registered them and when, and a refusal is for good', async ({
  page,
  login,
  database,
  stepUp,
  wellMade,
}) => {
  const [row] = await database.query<{ maker: string; staff: string }[]>(
    `SELECT lpad(nextval('customer_number')::text, 8, '0') AS maker, lpad(nextval('customer_number')::text, 8, '0') AS staff`,
  );
  const { maker, staff } = row!;
  const operator = (id: string, name: string) =>
    aCustomer(id).named(name, 'ショクイン').ranked('staff').below(HEAD_OFFICE_ID).suspendedNow();
  await operator(maker, '職員 一郎').save(database);
  await operator(staff, '職員 三郎').save(database);
  await database.query('INSERT INTO operator_appointment (customer_id, requested_by) VALUES ($1, $2)', [
    staff,
    maker,
  ]);
  await login.open();
  await login.signIn(OPERATOR);
  await page.goto('/mypage');
  await page.getByRole('link', { name: /承認の一覧を見る/ }).click();
  const waiting = page.getByRole('article').filter({ hasText: staff });
  await expect(waiting).toContainText('職員 一郎');
  await waiting.getByRole('button', { name: '承認に進む' }).click();
  await expect(waiting.getByRole('button', { name: '職員として承認する' })).toBeVisible();
  await wellMade();
  await waiting.getByRole('button', { name: 'やめる' }).click();
  await waiting.getByRole('button', { name: '却下に進む' }).click();
  await expect(waiting.getByRole('button', { name: '登録を却下する' })).toBeVisible();
  await wellMade();
  await waiting.getByRole('link', { name: '職員 三郎' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '職員としての承認を待っています' })).toBeVisible();
  await wellMade();
  await page.getByRole('link', { name: '承認または却下する' }).click();
  await waiting.getByRole('button', { name: '却下に進む' }).click();
  await waiting.getByRole('button', { name: '登録を却下する' }).click();
  await stepUp.answer(OPERATOR);
  await expect(page.getByText('職員の登録を却下しました。', { exact: false })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await page.goto(`/masters/customers/${staff}`);
  await expect(
    page.getByRole('heading', { level: 2, name: '職員としての登録は却下されました' }),
  ).toBeVisible();
});

test('担当者が退職したとき leads over login ID, password and devices', async ({
  page,
  login,
  person,
  wellMade,
}) => {
  await login.open();
  await login.signIn(person);
  await page.goto('/mypage/credential/departure');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 2 })).toHaveText([
    /ログインIDを確かめる/,
    /パスワードを変更する/,
    /ほかの端末をログアウトする/,
  ]);
  await expect(main.getByText('いま使用中')).toBeVisible();
  await wellMade();
  await main.getByRole('link', { name: 'パスワードを変更する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'パスワードの変更' })).toBeVisible();
});
