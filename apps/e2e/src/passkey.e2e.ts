import type { CDPSession } from '@playwright/test';
import { addresses } from './fixture/addresses';
import { NEW_PASSWORD, OPERATOR } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_SMS } from './screen/pin-part';

/** Passkeys belong to names: the same system by the name of this machine. */
const named = () => addresses.client.replace('127.0.0.1', 'localhost');

test.use({ baseURL: async ({}, use) => use(named()) });

/** A passkey whose device is gone. */
const LOST = `
  WITH owner AS (
    INSERT INTO passkey_owner (customer_id, user_handle)
    VALUES ($1::text, decode(repeat(md5($1::text), 2), 'hex')) RETURNING customer_id
  )
  INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
  SELECT customer_id, 1, 'lost-' || customer_id, '\\x00', 0, '{internal}', 'singleDevice', false, 'なくした電話' FROM owner`;

/** A device with a fingerprint reader, in software. It answers by itself while somebody is at hand. */
class Device {
  private constructor(
    private readonly browser: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async plugInto(browser: CDPSession): Promise<Device> {
    await browser.send('WebAuthn.enable');
    const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(browser, authenticatorId);
  }

  async isTouched(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.browser.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  async credentials(): Promise<number> {
    const { authenticatorId } = this;
    return (await this.browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
  }
}

test.describe('パスキー', () => {
  test('is added, signs in, follows the password, outlives a reset, and is removed', async ({
    page,
    context,
    login,
    inquiry,
    mailed,
    inbox,
    person,
    stepUp,
    wellMade,
  }) => {
    test.slow();
    const device = await Device.plugInto(await context.newCDPSession(page));
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

    // After it: the password alone opens nothing.
    await device.isTouched(false);
    await signOut();
    await login.enter(person);
    await expect(page.getByRole('heading', { level: 1, name: 'パスキーの確認' })).toBeVisible();
    await wellMade();
    await page.goto('/mypage');
    await expect(page).toHaveURL(/\/login$/);
    await login.enter(person);
    await device.isTouched(true);
    await button('パスキーで確認する').click();
    await expect(page).toHaveURL(/\/mypage$/);

    // A reset does not go round it.
    await device.isTouched(false);
    await signOut();
    await login.forgotten.click();
    const reset = await inquiry.choose('パスワードのリセット');
    await reset.identifyAs(person);
    await reset.pin.ask(BY_SMS);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await mailed.follow(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
    await mailed.newPassword.fill(NEW_PASSWORD);
    await mailed.setPassword.click();
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
    await signOut();
    await login.enter({ ...person, password: NEW_PASSWORD });
    await expect(page).toHaveURL(/\/login\/passkey$/);
    await page.goto('/mypage');
    await expect(page).toHaveURL(/\/login$/);

    // Removed: the password alone again.
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
    await login.signIn({ ...person, password: NEW_PASSWORD });
    expect(pathOf(page)).toBe('/mypage');
  });

  test('lets in again with the password whoever lost every device, when an operator removes it', async ({
    page,
    context,
    login,
    inbox,
    person,
    database,
    stepUp,
    wellMade,
  }) => {
    await database.query(LOST, [person.customerId]);
    await login.open();
    await login.enter(person);
    await expect(page.getByRole('heading', { level: 1, name: 'パスキーの確認' })).toBeVisible();
    await context.clearCookies();
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto(`/masters/customers/${person.customerId}`);
    await page.getByRole('button', { name: 'パスキーをすべて削除する' }).click();
    const reason = page.getByRole('textbox', { name: '削除する理由' });
    await page.getByRole('button', { name: 'すべて削除する', exact: true }).click();
    await expectRefused(page, '削除する理由を入力してください', reason);
    await wellMade();
    await reason.fill('機種変更のあと電話をなくしたと、ご本人から電話がありました');
    await page.getByRole('button', { name: 'すべて削除する', exact: true }).click();
    await stepUp.answer(OPERATOR);
    await expect(page.getByText(/パスキーをすべて削除しました。/)).toBeFocused();
    await expect(page.getByRole('heading', { name: 'パスキー', exact: true })).toHaveCount(0);
    await inbox.next(person.loginId, 'email', 'パスキーが削除されました');
    await context.clearCookies();
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
