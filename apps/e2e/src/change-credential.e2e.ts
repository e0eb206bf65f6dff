import { NEW_PASSWORD } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_LANDLINE, BY_SMS } from './screen/pin-part';
import { ChangeScreen } from './screen/change-screen';

test.describe('ログイン情報', () => {
  test('ログインIDの変更 asks for the password, a PIN and an answer of the new address', async ({
    page,
    login,
    inbox,
    mailed,
    person,
    onPhone,
    wellMade,
  }) => {
    const newLoginId = `jiro-${person.loginId}`;
    const change = new ChangeScreen(page, onPhone);
    await login.open();
    await login.signIn(person);
    await page.goto('/mypage/credential');
    await wellMade();
    await page.getByRole('link', { name: 'ログインIDを変更する' }).click();
    await wellMade();
    await expect(change.username).toHaveValue(person.loginId);
    await change.currentPassword.fill(NEW_PASSWORD);
    await change.confirm.click();
    await expectRefused(
      page,
      '現在のパスワードが違います。もう一度入力してください。',
      change.currentPassword,
    );
    await change.stepUp(person);
    await wellMade();
    await change.pin.ask(BY_LANDLINE);
    await wellMade();
    await change.pin.code.fill(await inbox.nextPin(person.landline, 'voice'));
    await change.email.fill(newLoginId);
    await change.submit.click();
    await expect(page.getByText(/^ji\*{5}@gmail\.com へ確認メールを送信しました/)).toBeVisible();
    await wellMade();
    await mailed.follow(await inbox.nextLink(newLoginId, 'confirm', '新しいログインIDの確認'));
    await mailed.makeValid.click();
    await expect(page.getByText('新しいログインIDは ji*****@gmail.com です')).toBeVisible();
    await inbox.next(person.loginId, 'email', 'ログインIDが変更されました');
    await login.open();
    await login.signIn({ ...person, loginId: newLoginId });
    expect(pathOf(page)).toBe('/mypage');
  });

  test('パスワードの変更 keeps this device signed in and signs the others out', async ({
    page,
    browser,
    login,
    inbox,
    person,
    onPhone,
    wellMade,
  }) => {
    const elsewhere = await browser.newContext();
    await elsewhere.request.post('/api/sessions', {
      data: { loginId: person.loginId, password: person.password },
    });
    const change = new ChangeScreen(page, onPhone);
    await page.goto('/mypage/credential/password');
    await login.signIn(person);
    // Of the current password and of the new one.
    await expect(change.username).toHaveCount(2);
    for (const field of await change.username.all()) await expect(field).toHaveValue(person.loginId);
    await change.stepUp(person);
    await change.pin.ask(BY_SMS);
    await change.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await change.newPassword.fill('password1234');
    await change.submit.click();
    await expectRefused(page, /このパスワードは、よく使われているか/, change.newPassword);
    await change.newPassword.fill(NEW_PASSWORD);
    await wellMade();
    await change.submit.click();
    await expect(page.getByText('新しいパスワードを設定しました。')).toBeVisible();
    await wellMade();
    await page.getByRole('link', { name: 'マイページへ' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'マイページ' })).toBeVisible();
    expect((await elsewhere.request.get('/api/session')).status()).toBe(401);
    await elsewhere.close();
    await inbox.next(person.loginId, 'email', 'パスワードが変更されました');
  });

  test('is where browsers are led to change a password', async ({ page, login, person }) => {
    await page.goto('/.well-known/change-password');
    await login.signIn(person);
    expect(pathOf(page)).toBe('/mypage/credential/password');
  });

  test('shows the devices and signs one of them out', async ({ page, browser, login, person }) => {
    const elsewhere = await browser.newContext({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)',
    });
    await elsewhere.request.post('/api/sessions', {
      data: { loginId: person.loginId, password: person.password },
    });
    await page.goto('/mypage/credential');
    await login.signIn(person);
    const devices = page.getByRole('region', { name: 'ログイン中の端末' });
    await expect(devices.getByRole('listitem')).toHaveCount(2);
    await expect(devices.getByText('この端末')).toBeVisible();
    await devices.getByRole('button', { name: /^iPhone.*をログアウト$/ }).click();
    await expect(devices.getByRole('listitem')).toHaveCount(1);
    expect((await elsewhere.request.get('/api/session')).status()).toBe(401);
    await elsewhere.close();
  });
});
