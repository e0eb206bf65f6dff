import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_LANDLINE } from './screen/pin-part';

test.describe('ログインIDのリセット', () => {
  test('leads by a call to the landline and an answer of the new address to a new login ID', async ({
    page,
    acts,
    login,
    inquiry,
    mailed,
    inbox,
    person,
    wellMade,
  }) => {
    const newLoginId = `taro-${person.loginId}`;
    const reset = await inquiry.open('ログインIDのリセット');
    await wellMade();
    await reset.identifyAs(person);
    await wellMade();
    await reset.pin.ask(BY_LANDLINE);
    await expect(page.getByText('****-**-*300 (自動音声) へPINコードを通知しました。')).toBeVisible();
    await expect(reset.pin.track).toContainText('呼び出し中');
    await expect(reset.pin.track).toContainText('応答あり');
    await wellMade();
    await reset.pin.code.fill(await inbox.nextPin(person.landline, 'voice'));
    await reset.email.fill(newLoginId);
    await reset.submit.click();
    await expect(page.getByText(/^ta\*{5}@gmail\.com へ確認メールを送信しました/)).toBeVisible();
    await wellMade();
    expect(acts.done('J2, to the mail')).toBeLessThanOrEqual(9);
    // Until the new address answers, nothing has changed.
    await login.open();
    await login.signIn(person);
    await mailed.follow(await inbox.nextLink(newLoginId, 'confirm', '新しいログインIDの確認'));
    await mailed.makeValid.waitFor();
    await wellMade();
    await mailed.makeValid.click();
    await expect(page.getByRole('heading', { name: '手続きが完了しました' })).toBeFocused();
    await expect(page.getByText('新しいログインIDは ta*****@gmail.com です')).toBeVisible();
    await wellMade();
    expect((await page.request.get('/api/session')).status()).toBe(401);
    await page.getByRole('link', { name: 'ログイン', exact: true }).click();
    await login.enter(person);
    await expectRefused(page, /ログインIDまたはパスワードが違います/, login.loginId);
    await login.signIn({ ...person, loginId: newLoginId });
    expect(pathOf(page)).toBe('/mypage');
    const told = await inbox.next(person.loginId, 'email', 'ログインIDが変更されました');
    expect(told.text).not.toContain(newLoginId);
    await inbox.next(newLoginId, 'email', 'ログインIDが変更されました');
    await inbox.next(person.mobile, 'sms', 'ログインIDが変更されました');
  });

  test('asks for an address that people can be reached at, and says what is wrong with another', async ({
    page,
    inquiry,
    inbox,
    person,
  }) => {
    const reset = await inquiry.askForPin('ログインIDのリセット', person, BY_LANDLINE);
    const pin = await inbox.nextPin(person.landline, 'voice');
    await reset.pin.code.fill(pin);
    for (const [typed, text] of [
      ['', 'メールアドレスを入力してください'],
      ['taro.gmail.com', 'メールアドレスは「name@example.com」のような形で入力してください'],
      ['a@example.com, b@example.com', 'メールアドレスは1つだけ入力してください'],
    ] as const) {
      await reset.email.fill(typed);
      await reset.submit.click();
      await expectRefused(page, text, reset.email);
    }
    await expect(reset.pin.code).toHaveValue(pin);
    await reset.email.fill(`taro${person.customerId}@gmial.com`);
    await reset.email.blur();
    await expect(page.getByText(/もしかして/)).toBeVisible();
    await page.getByRole('button', { name: /gmail\.com/ }).click();
    await expect(reset.email).toHaveValue(`taro${person.customerId}@gmail.com`);
    await reset.submit.click();
    await expect(page.getByText(/へ確認メールを送信しました/)).toBeVisible();
  });
});
