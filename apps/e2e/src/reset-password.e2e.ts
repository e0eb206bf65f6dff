import { NEW_PASSWORD } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { BY_MAIL, BY_SMS } from './screen/pin-part';

/** From the login page to マイページ, screen specification J1. On the phone the choice of the reset is one more than on PC. */
const PRESSES = 9;
/** From the page of the reset on: what is typed is counted, too. */
const ACTS = 12;

test.describe('パスワードのリセット', () => {
  test('leads in nine presses by SMS back in, with the PIN in full width and a blank in it', async ({
    page,
    acts,
    login,
    inquiry,
    mailed,
    inbox,
    person,
    wellMade,
  }) => {
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    await login.open();
    await login.forgotten.click();
    await wellMade();
    const reset = await inquiry.choose('パスワードのリセット');
    const before = acts.presses;
    acts.done('J1, to the page of the reset');
    await wellMade();
    await reset.identifyAs(person);
    await reset.pin.picker.waitFor();
    await expect(reset.pin.picker.getByRole('radio', { checked: true })).toHaveCount(0);
    await wellMade();
    await reset.pin.ask(BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await expect(
      page.getByText('***-****-*770 (ショートメッセージ) へPINコードを通知しました。'),
    ).toBeVisible();
    await expect(reset.pin.code).toBeFocused();
    await wellMade();
    await reset.pin.code.fill(inFullWidth(pin));
    await reset.submit.click();
    await expect(page.getByText(/^ka\*{5}@gmail\.com へ再設定のメールを送信しました/)).toBeVisible();
    await wellMade();
    const link = await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定');
    acts.openLink();
    await mailed.follow(link);
    await expect(page.locator('input[autocomplete="username"]')).toHaveValue(person.loginId);
    await expect(mailed.newPassword).toHaveCount(1);
    await mailed.newPassword.fill(NEW_PASSWORD);
    await wellMade();
    await mailed.setPassword.click();
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
    await wellMade();
    // The login ID is carried along: nobody types it twice.
    await expect(login.loginId).toHaveValue(person.loginId);
    await login.password.fill(NEW_PASSWORD);
    await login.submit.click();
    await expect.poll(() => pathOf(page)).toBe('/mypage');
    expect(before + acts.presses).toBeLessThanOrEqual(PRESSES);
    expect(acts.done('J1')).toBeLessThanOrEqual(ACTS);
    expect(seen.filter((url) => url.includes(pin) || url.includes(link.split('#')[1]!))).toEqual([]);
  });

  test('leads by mail back in, ends the other sessions and the old password, and tells every contact', async ({
    page,
    browser,
    login,
    inquiry,
    mailed,
    inbox,
    person,
  }) => {
    const elsewhere = await browser.newContext();
    const answer = await elsewhere.request.post('/api/sessions', {
      data: { loginId: person.loginId, password: person.password },
    });
    expect(answer.status()).toBe(201);
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    await reset.pin.code.fill(await inbox.nextPin(person.loginId, 'email'));
    await reset.submit.click();
    await mailed.follow(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
    await mailed.newPassword.fill(NEW_PASSWORD);
    await mailed.setPassword.click();
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
    expect((await elsewhere.request.get('/api/session')).status()).toBe(401);
    await elsewhere.close();
    await login.enter(person);
    await expect(page.locator('#error-summary')).toBeVisible();
    await login.signIn({ ...person, password: NEW_PASSWORD });
    await inbox.next(person.loginId, 'email', 'パスワードが変更されました');
    await inbox.next(person.mobile, 'sms', 'パスワードが変更されました');
    await inbox.next(person.landline, 'voice', 'パスワードが変更されました');
  });

  test('refuses a weak password without using up the link', async ({
    page,
    inquiry,
    mailed,
    inbox,
    person,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    await reset.pin.code.fill(await inbox.nextPin(person.loginId, 'email'));
    await reset.submit.click();
    await mailed.follow(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
    for (const [weak, text] of [
      ['short', 'パスワードは12文字以上で入力してください'],
      ['password1234', 'このパスワードは、よく使われているか、過去に漏洩したものです'],
      [
        `${person.customerId} tanbo`,
        'パスワードに、お客様ID・電話番号・メールアドレス・お名前を含めないでください',
      ],
    ] as const) {
      await mailed.newPassword.fill(weak);
      await mailed.setPassword.click();
      await expect(page.locator('#error-summary')).toContainText(text);
    }
    await wellMade();
    await page.reload();
    await mailed.newPassword.fill(NEW_PASSWORD);
    await mailed.setPassword.click();
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
  });
});

/** `１２３ ４５６` */
function inFullWidth(pin: string): string {
  const wide = [...pin].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return `${wide.slice(0, 3).join('')}\u3000${wide.slice(3).join('')}`;
}
