import { Keyboard } from './fixture/keyboard';
import { NEW_PASSWORD } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { BY_SMS } from './screen/pin-part';

test.describe('Without a mouse', () => {
  test('a person resets the password and signs in', async ({
    page,
    login,
    inquiry,
    mailed,
    inbox,
    person,
    onPhone,
  }) => {
    const keyboard = new Keyboard(page);
    await login.open();
    await keyboard.press(login.forgotten);
    if (onPhone) await keyboard.press(page.getByRole('link', { name: 'パスワードのリセット' }));
    const reset = inquiry.passwordReset;
    await keyboard.type(reset.email, person.loginId);
    await keyboard.type(reset.phone, person.mobile);
    await page.keyboard.press('Enter');
    await keyboard.tabTo(reset.pin.destinations.first());
    await page.keyboard.press('ArrowDown');
    await expect(reset.pin.destination(BY_SMS)).toBeChecked();
    await keyboard.press(reset.pin.notify);
    await expect(reset.pin.code).toBeFocused();
    await page.keyboard.insertText(await inbox.nextPin(person.mobile, 'sms'));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    await mailed.follow(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
    await keyboard.type(mailed.newPassword, NEW_PASSWORD);
    await keyboard.press(mailed.setPassword);
    await expect(page.getByText('新しいパスワードを設定しました')).toBeVisible();
    await keyboard.type(login.loginId, person.loginId);
    await keyboard.type(login.password, NEW_PASSWORD);
    await keyboard.press(login.showPassword, 'Space');
    await keyboard.press(login.submit);
    await expect(page).toHaveURL(/\/mypage$/);
  });

  test('a person goes over the header to the content, and from マイページ to every entry of the menu', async ({
    page,
    login,
    person,
    onPhone,
  }) => {
    const keyboard = new Keyboard(page);
    await login.open();
    await login.signIn(person);
    await page.reload();
    await page.getByRole('main').waitFor();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: '本文へ移動' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    for (const entry of ['注文', 'ヘルプ']) {
      if (onPhone) await keyboard.press(page.getByRole('button', { name: 'メニュー' }));
      const menu = onPhone
        ? page.getByRole('dialog', { name: 'メニュー' })
        : page.getByRole('navigation', { name: 'メインメニュー' });
      await keyboard.press(menu.getByRole('link', { name: entry }));
      await expect(page.getByRole('heading', { level: 1, name: entry })).toBeFocused();
    }
    expect(pathOf(page)).toBe('/help');
  });

  test('the Enter that confirms a conversion sends nothing', async ({ page, context, inquiry, person }) => {
    const reset = await inquiry.open('ログインIDのリセット');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await reset.phone.fill(person.mobile);
    await reset.customerId.focus();
    const browser = await context.newCDPSession(page);
    const text = 'いち';
    await browser.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.keyboard.press('Enter');
    await browser.send('Input.insertText', { text: '１' });
    await expect(reset.customerId).toHaveValue('１');
    expect(sent).toEqual([]);
    await expect(page.locator('#error-summary')).toHaveCount(0);
    await reset.customerId.fill(person.customerId);
    await page.keyboard.press('Enter');
    await expect(reset.pin.picker).toBeVisible();
  });
});
