import { NEW_PASSWORD } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';

const WRONG = 'ログインIDまたはパスワードが違います。もう一度入力してください。';

test.describe('ログイン', () => {
  test('leads with the right login ID and password to マイページ', async ({
    page,
    login,
    person,
    wellMade,
  }) => {
    await login.open();
    await wellMade();
    await login.signIn(person);
    expect(pathOf(page)).toBe('/mypage');
    await expect(page.getByRole('heading', { level: 1, name: 'マイページ' })).toBeFocused();
    await expect(page.getByRole('main')).toContainText(person.customerId);
    await wellMade();
  });

  test('says the same of a wrong password and an unknown login ID, and clears the password alone', async ({
    page,
    login,
    person,
    wellMade,
  }) => {
    await login.open();
    await login.enter({ ...person, password: NEW_PASSWORD });
    await expectRefused(page, WRONG, login.loginId);
    await expect(login.loginId).toHaveValue(person.loginId);
    await expect(login.password).toHaveValue('');
    await wellMade();
    await login.enter({ loginId: `nobody-${person.loginId}`, password: person.password });
    await expectRefused(page, WRONG, login.loginId);
    await expect(login.loginId).toHaveValue(`nobody-${person.loginId}`);
  });

  test('returns to the page that was wanted', async ({ page, login, person }) => {
    await page.goto('/analysis');
    await login.submit.waitFor();
    expect(pathOf(page)).toBe('/login?next=/analysis');
    await login.signIn(person);
    expect(pathOf(page)).toBe('/analysis');
    await page.goBack();
    await expect(page).not.toHaveURL(/\/login/);
  });

  test('ends with ログアウト, on the server too', async ({ page, context, login, person, onPhone }) => {
    await login.open();
    await login.signIn(person);
    const cookies = await context.cookies();
    if (onPhone) await page.getByRole('button', { name: 'メニュー' }).click();
    await page.getByRole('button', { name: 'ログアウト' }).click();
    await expect(page.getByText('ログアウトしました')).toBeVisible();
    expect(pathOf(page)).toBe('/login');
    await context.addCookies(cookies);
    expect((await page.request.get('/api/session')).status()).toBe(401);
    await page.goBack();
    await expect(login.submit).toBeVisible();
  });

  test('says that the session has ended, and returns to the page one was on', async ({
    page,
    login,
    person,
    database,
    wellMade,
  }) => {
    await page.goto('/orders');
    await login.signIn(person);
    await database.minutesPass(person.customerId, 61);
    await page.reload();
    await expect(page.getByText('安全のため、ログアウトしました')).toBeVisible();
    expect(pathOf(page)).toBe('/login?next=/orders');
    await wellMade();
    await login.signIn(person);
    expect(pathOf(page)).toBe('/orders');
  });

  test('tells the end of the session two minutes before, and one press goes on', async ({
    page,
    login,
    person,
    minutesPass,
    wellMade,
  }) => {
    await login.open();
    await login.signIn(person);
    await page.waitForLoadState('networkidle');
    await minutesPass(58.5);
    const warning = page.getByRole('alertdialog', { name: 'まもなくログアウトします' });
    await expect(warning).toBeVisible();
    await wellMade();
    await warning.getByRole('button', { name: '利用を続ける' }).click();
    await expect(warning).toBeHidden();
    await minutesPass(30);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'マイページ' })).toBeVisible();
  });

  test('shows the password when asked to, and hides it again at ログイン', async ({
    page,
    login,
    person,
  }) => {
    await login.open();
    await login.loginId.fill(person.loginId);
    await login.password.fill('wrong and 長い');
    await login.showPassword.check();
    await expect(login.password).toHaveAttribute('type', 'text');
    await login.submit.click();
    await expect(page.locator('#error-summary')).toBeVisible();
    await expect(login.password).toHaveAttribute('type', 'password');
    await expect(login.showPassword).not.toBeChecked();
  });

  test('takes a pasted password', async ({ page, context, login, person }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await login.open();
    await page.evaluate((text) => navigator.clipboard.writeText(text), person.password);
    await login.loginId.fill(person.loginId);
    await login.password.focus();
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/mypage$/);
  });

  test('keeps what was typed when the line is cut, and tries again with one press', async ({
    page,
    context,
    login,
    person,
    wellMade,
  }) => {
    await login.open();
    await context.setOffline(true);
    await login.enter(person);
    await expect(page.getByText(/^通信できませんでした/)).toBeVisible();
    await expect(login.loginId).toHaveValue(person.loginId);
    await expect(login.password).toHaveValue(person.password);
    await wellMade();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'もう一度試す' }).click();
    await expect(page).toHaveURL(/\/mypage$/);
  });
});
