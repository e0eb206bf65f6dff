import { NEW_PASSWORD } from './fixture/people';
import { expect, test } from './fixture/test';
import { BY_MAIL, BY_SMS } from './screen/pin-part';

test.describe('A mailed link', () => {
  test('is not used up by looking at it, however often', async ({ page, inquiry, inbox, mailed, person }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    const link = await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定');
    for (const method of ['get', 'head', 'get'] as const)
      expect((await page.request[method](link)).status()).toBe(200);
    for (let visit = 0; visit < 2; visit++) {
      await mailed.follow(link);
      await expect(mailed.newPassword).toBeVisible();
    }
    await mailed.newPassword.fill(NEW_PASSWORD);
    await mailed.setPassword.click();
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
    // Nor does it stay in the address, where a history would keep it.
    await mailed.follow(link);
    await expect(page.getByRole('heading', { level: 1, name: '使用済みのリンクです' })).toBeVisible();
    expect(page.url()).not.toContain('#t=');
  });

  test('expires, says so, and leads to the beginning', async ({
    page,
    inquiry,
    inbox,
    mailed,
    person,
    database,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    const link = await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定');
    await database.minutesPass(person.customerId, 61);
    await mailed.follow(link);
    await expect(page.getByRole('heading', { level: 1, name: '期限切れ' })).toBeFocused();
    await wellMade();
    await mailed.anew.click();
    const anew = inquiry.passwordReset.email.or(page.getByRole('link', { name: 'パスワードのリセット' }));
    await expect(anew.first()).toBeVisible();
  });

  test('gives way to a newer one', async ({ page, inquiry, inbox, mailed, person, database, wellMade }) => {
    const links: string[] = [];
    for (const destination of [BY_SMS, BY_MAIL]) {
      const reset = await inquiry.askForPin('パスワードのリセット', person, destination);
      const bySms = destination === BY_SMS;
      await reset.pin.code.fill(
        await inbox.nextPin(bySms ? person.mobile : person.loginId, bySms ? 'sms' : 'email'),
      );
      await reset.submit.click();
      links.push(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
      // The run of the second mail goes on: to begin it anew would void its link as well.
      if (!bySms) continue;
      await page.getByRole('button', { name: 'はじめからやり直す' }).click();
      await page.getByRole('heading', { level: 1, name: 'お問い合わせ' }).waitFor();
      await database.minutesPass(person.customerId, 2);
    }
    await mailed.follow(links[0]!);
    await expect(
      page.getByRole('heading', { level: 1, name: '新しいメールのリンクを開いてください' }),
    ).toBeVisible();
    await wellMade();
    await mailed.follow(links[1]!);
    await expect(mailed.newPassword).toBeVisible();
  });

  test('that was cut off leads nowhere and says so', async ({ page, mailed, wellMade }) => {
    await mailed.follow('/reset#t=abc');
    await expect(page.getByRole('heading', { level: 1, name: 'リンクを確認できませんでした' })).toBeVisible();
    await wellMade();
    await mailed.follow('/confirm');
    await expect(page.getByRole('heading', { level: 1, name: 'リンクを確認できませんでした' })).toBeVisible();
  });

  test('それは私ではありません stops recovery and tells the operators, and sign-in goes on', async ({
    page,
    login,
    inquiry,
    inbox,
    mailed,
    person,
    wellMade,
  }) => {
    await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    const link = await inbox.nextLink(person.loginId, 'not-me', 'PINコード');
    await mailed.follow(link);
    await mailed.notMe.waitFor();
    await wellMade();
    await mailed.notMe.click();
    await expect(page.getByText(/ログイン情報のリセットを停止し/)).toBeVisible();
    await wellMade();
    await inbox.next('hanako@daiko.example', 'email', person.customerId);
    // Recovery walks on as for everybody, and sends nothing; the person at the own device is not locked out.
    const before = (await inbox.messagesTo(person.mobile)).length;
    await page.goto('/inquiry/password');
    await page.getByRole('button', { name: 'はじめからやり直す' }).click();
    await inquiry.passwordReset.identifyAs(person);
    // Strangers may be shown several mobiles; the one that was typed is among them.
    await inquiry.passwordReset.pin.ask(/\*770 \(ショートメッセージ\)/);
    await login.open();
    await login.signIn(person);
    expect((await inbox.messagesTo(person.mobile)).length).toBe(before);
  });
});
