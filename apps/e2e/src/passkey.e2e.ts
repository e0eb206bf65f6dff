import { addresses } from './fixture/addresses';
import { PasskeyDevice } from './fixture/passkey-device';
import { expect, pathOf, test } from './fixture/test';

/** Passkeys belong to names: the same system by the name of this machine. */
const named = () => addresses.client.replace('127.0.0.1', 'localhost');

test.use({ baseURL: async ({}, use) => use(named()) });

test.describe('パスキー', () => {
  test('is added beside the password, signs in, and is removed', async ({
    page,
    context,
    login,
    inbox,
    person,
    stepUp,
    wellMade,
  }) => {
    test.slow();
    const device = await PasskeyDevice.plugInto(await context.newCDPSession(page));
    const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
    const signOut = async () => {
      await context.clearCookies();
      await login.open();
    };

    await login.open();
    await wellMade();
    await login.signIn(person);
    await page.goto('/mypage/credential');
    await expect(page.getByText('登録されたパスキーはありません。')).toBeVisible();
    await button('パスキーを追加する').click();
    await expect(page.getByText('パスキーを登録する前に')).toBeVisible();
    await expect(
      page.getByText(/パスワードでのログインはこれまでどおり使えます。ほかの端末も/),
    ).toBeVisible();
    await wellMade();
    await button('登録する').click();
    await stepUp.answer(person);
    await expect(page.getByText('パスキーを登録しました。')).toBeVisible();
    await wellMade();
    expect(await device.credentials()).toBe(1);
    await inbox.next(person.loginId, 'email', 'パスキーが追加されました');

    // In place of the password.
    await signOut();
    await button('パスキーでログイン').click();
    await expect(page).toHaveURL(/\/mypage$/);

    // Beside it: the password opens as before.
    await device.isTouched(false);
    await signOut();
    await login.signIn(person);
    expect(pathOf(page)).toBe('/mypage');

    // Removed: the password is what is left.
    await signOut();
    await device.isTouched(true);
    await button('パスキーでログイン').click();
    await expect(page).toHaveURL(/\/mypage$/);
    await page.goto('/mypage/credential');
    await page.getByRole('button', { name: /の名前を変更$/ }).click();
    await page.getByLabel('パスキーの名前').fill('わたしの電話');
    await wellMade();
    await button('変更する').click();
    await page.getByRole('button', { name: 'わたしの電話を削除' }).click();
    await button('削除する').click();
    await stepUp.confirmWithPasskey.waitFor();
    await wellMade();
    await stepUp.confirmWithPasskey.click();
    await expect(page.getByText('パスキーを削除しました。')).toBeVisible();
    await inbox.next(person.loginId, 'email', 'パスキーが削除されました');
    // The device still has it and offers it: that is refused once, names the password, and the device forgets it.
    await signOut();
    await button('パスキーでログイン').click();
    await expect(
      page
        .getByText('このパスキーは登録されていません。ログインには、ログインIDとパスワードを使ってください。')
        .first(),
    ).toBeVisible();
    await expect.poll(() => device.credentials()).toBe(0);
    await login.open();
    await login.signIn(person);
    expect(pathOf(page)).toBe('/mypage');
  });

  test('is not offered where there can be none, and the password goes on', async ({
    page,
    login,
    person,
  }) => {
    await page.goto(`${addresses.client}/login`);
    await expect(page.getByRole('button', { name: 'パスキーでログイン' })).toHaveCount(0);
    await login.signIn(person);
    await page.goto(`${addresses.client}/mypage/credential`);
    await expect(page.getByText('この端末またはブラウザーではパスキーを登録できません。')).toBeVisible();
  });
});
