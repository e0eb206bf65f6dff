import { addresses } from './fixture/addresses';
import { PasskeyDevice } from './fixture/passkey-device';
import { NEW_PASSWORD, OPERATOR } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_SMS } from './screen/pin-part';

/** Passkeys belong to names: the same system by the name of this machine. */
const named = () => addresses.client.replace('127.0.0.1', 'localhost');

test.use({ baseURL: async ({}, use) => use(named()) });

/** A passkey whose device is gone, and which its owner requires. */
const LOST = `
  WITH owner AS (
    INSERT INTO passkey_owner (customer_id, user_handle, required_since)
    VALUES ($1::text, decode(repeat(md5($1::text), 2), 'hex'), now()) RETURNING customer_id
  )
  INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
  SELECT customer_id, 1, 'lost-' || customer_id, '\\x00', 0, '{internal}', 'singleDevice', false, 'なくした電話' FROM owner`;

test.describe('パスキーを必須にする', () => {
  test('takes two passkeys and a confirmation; then the password alone opens nothing, a recovery code once', async ({
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
    const browser = await context.newCDPSession(page);
    const phone = await PasskeyDevice.plugInto(browser);
    const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
    const signOut = async () => {
      await context.clearCookies();
      await login.open();
    };
    const add = async () => {
      await button('パスキーを追加する').click();
      await button('登録する').click();
    };

    // Two passkeys, the second on a key of its own.
    await login.open();
    await login.signIn(person);
    await page.goto('/mypage/credential');
    await add();
    await stepUp.answer(person);
    await expect(page.getByText('パスキーを登録しました。')).toBeVisible();
    await expect(page.getByText(/使えるパスキーを2個以上登録すると、設定できます/)).toBeVisible();
    await expect(button('パスキーを必須にする')).toHaveCount(0);
    await phone.isTouched(false);
    const key = await PasskeyDevice.plugInto(browser, 'usb');
    await add();
    await expect(page.getByText('パスキーを登録しました。')).toBeVisible();
    await wellMade();

    // 入力 → 確認 → 完了.
    await button('パスキーを必須にする').click();
    await button('確認へ進む').click();
    const ready = page.getByRole('checkbox', { name: /2個のパスキーを使えることを確かめました/ });
    await expect(ready).toHaveAccessibleDescription(
      'パスキーを使えることを確かめてから、チェックを付けてください。',
    );
    await wellMade();
    await ready.check();
    await wellMade();
    await button('確認へ進む').click();
    await expect(page.getByText(/パスワードだけではログインできません/).first()).toBeVisible();
    await wellMade();
    await button('必須にする').click();
    await expect(stepUp.password).toHaveCount(0);
    await stepUp.confirmWithPasskey.waitFor();
    await wellMade();
    await stepUp.confirmWithPasskey.click();
    const codes = page.getByRole('list', { name: '復旧コード' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    await expect(page.getByText('ログインに必須')).toBeVisible();
    await wellMade();
    // On paper they stand by themselves.
    await page.emulateMedia({ media: 'print' });
    await expect(codes.first()).toBeVisible();
    await expect(page.getByText('ログインに必須')).toBeHidden();
    await page.emulateMedia({ media: null });
    const [first = '', second = ''] = await codes.allTextContents();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'ファイルに保存' }).click();
    expect((await saving).suggestedFilename()).toBe('復旧コード.txt');
    await button('保管しました').click();
    await expect(page.getByText('残り10個')).toBeVisible();
    await wellMade();
    await inbox.next(person.loginId, 'email', 'パスキーが必須になりました');

    // The password alone opens nothing, and a reset does not go round it.
    await key.isTouched(false);
    await signOut();
    await login.enter(person);
    await expect(page.getByRole('heading', { level: 1, name: 'パスキーの確認' })).toBeVisible();
    await page.goto('/mypage');
    await expect(page).toHaveURL(/\/login$/);
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
    const afterReset = { ...person, password: NEW_PASSWORD };
    await login.enter(afterReset);
    await expect(page).toHaveURL(/\/login\/passkey$/);

    // A passkey does, and so does a recovery code, once.
    await phone.isTouched(true);
    await button('パスキーで確認する').click();
    await expect(page).toHaveURL(/\/mypage$/);
    await phone.isTouched(false);
    await signOut();
    await login.enter(afterReset);
    const code = page.getByRole('textbox', { name: '復旧コード' });
    await button('復旧コードでログインする').click();
    await expectRefused(page, '復旧コードを入力してください。', code);
    await wellMade();
    await code.fill(first.toLowerCase().replaceAll('-', ' '));
    await button('復旧コードでログインする').click();
    await expect(page).toHaveURL(/\/mypage$/);
    await inbox.next(person.loginId, 'email', 'ログインに復旧コードが使われました');
    await signOut();
    await login.enter(afterReset);
    await code.fill(first);
    await button('復旧コードでログインする').click();
    await expectRefused(page, /復旧コードが違うか、使用済みです/, code);
    await code.fill(second);
    await button('復旧コードでログインする').click();
    await expect(page).toHaveURL(/\/mypage$/);

    // With the code and the password again it can be switched off, without any of the devices.
    await page.goto('/mypage/credential');
    await expect(page.getByText('残り8個')).toBeVisible();
    await button('必須を解除する').click();
    await wellMade();
    await button('必須を解除する').click();
    await stepUp.answer(afterReset);
    await expect(page.getByText(/パスキーの必須を解除しました。/)).toBeVisible();
    await inbox.next(person.loginId, 'email', 'パスキーの必須が解除されました');
    await signOut();
    await login.signIn(afterReset);
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
});
