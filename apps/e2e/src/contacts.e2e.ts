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
    const ask = main.getByRole('button', { name: '承認を申請する' });
    await main.getByRole('button', { name: '***-****-*080を変更' }).click();
    await expect(phone).toBeFocused();
    await wellMade();
    await ask.click();
    await expectRefused(page, '電話番号を入力してください', phone);
    await phone.fill(mobile.replace('8080', '9191'));
    await ask.click();
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
    await mine.getByRole('button', { name: '承認する' }).click();
    await new StepUpDialog(desk).answer(OPERATOR);
    await expect(desk.getByText('承認し、これまでの連絡先へお知らせしました。')).toBeVisible();
    await expect(mine).toHaveCount(0);
    await desk.context().close();
    await inbox.next(email, 'email', '連絡先');

    await page.goto('/masters/approvals');
    await expect(page.getByRole('article').filter({ hasText: member })).toContainText('承認済み');
    await wellMade();
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
    const ask = main.getByRole('button', { name: 'メールアドレスを申請する' });
    await ask.click();
    await expectRefused(page, /メールアドレスは「name@example.com」/, field);
    await field.fill(`atarashii${member}@mail.example`);
    await ask.click();
    await stepUp.answer(person);
    await expect(main.getByRole('heading', { name: '承認を待っている変更があります' })).toBeVisible();
    await expect(main.getByText('メールアドレスの追加')).toBeVisible();
    await wellMade();
  });
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
