import { expect, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_SMS } from './screen/pin-part';

test.describe('Forms', () => {
  test('tell browsers and password managers what each field is for', async ({ login, inquiry }) => {
    await login.open();
    await expect(login.loginId).toHaveAttribute('type', 'email');
    await expect(login.loginId).toHaveAttribute('autocomplete', 'username webauthn');
    await expect(login.loginId).toHaveAttribute('spellcheck', 'false');
    await expect(login.password).toHaveAttribute('type', 'password');
    const reset = await inquiry.open('パスワードのリセット');
    await expect(reset.email).toHaveAttribute('autocomplete', 'username');
    await expect(reset.phone).toHaveAttribute('type', 'tel');
    await expect(reset.phone).toHaveAttribute('autocomplete', 'tel-national');
    await expect(reset.pin.code).toHaveCount(1);
    await expect(reset.pin.code).toHaveAttribute('type', 'text');
    await expect(reset.pin.code).toHaveAttribute('inputmode', 'numeric');
    await expect(reset.pin.code).toHaveAttribute('autocomplete', 'one-time-code');
    const change = await inquiry.open('ログインIDのリセット');
    await expect(change.email).toHaveAttribute('autocomplete', 'email');
    await expect(change.customerId).toHaveAttribute('inputmode', 'numeric');
  });

  test('are wide enough for what is typed into them', async ({ login, inquiry }) => {
    await login.open();
    const thirty = 'm'.repeat(8) + 'abcdefghijklmnopqrstuv';
    await login.loginId.fill(thirty);
    expect(
      await login.loginId.evaluate((input) => input.scrollWidth - input.clientWidth),
    ).toBeLessThanOrEqual(0);
    const longest = `${'a'.repeat(242)}@example.com`;
    await login.loginId.fill(longest);
    await expect(login.loginId).toHaveValue(longest);
    const reset = await inquiry.open('パスワードのリセット');
    await reset.email.fill(thirty);
    expect(await reset.email.evaluate((input) => input.scrollWidth - input.clientWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  test('judge nothing before they are sent', async ({ page, inquiry }) => {
    const reset = await inquiry.open('ログインIDのリセット');
    await reset.customerId.fill('abc');
    await reset.phone.fill('1');
    await reset.phone.blur();
    await expect(page.getByRole('main').locator('[aria-invalid=true], .field__error')).toHaveCount(0);
    await expect(page).not.toHaveTitle(/^エラー/);
  });

  test('keep what was typed when it is refused, and name what to correct in its place', async ({
    page,
    inquiry,
    wellMade,
  }) => {
    const reset = await inquiry.open('ログインIDのリセット');
    await reset.confirm.click();
    await expectRefused(page, 'お客様IDを入力してください', reset.customerId);
    await reset.confirm.click();
    await expectRefused(page, '登録済み電話番号を入力してください', reset.phone);
    await wellMade();
    await reset.customerId.fill('123-45');
    await reset.phone.fill('+1 212 555 0100');
    await reset.confirm.click();
    await expectRefused(page, 'お客様IDは数字8桁で入力してください', reset.customerId);
    await expect(page.locator('#error-summary')).toContainText(
      '登録済み電話番号は日本国内の電話番号を入力してください',
    );
    await expect(reset.customerId).toHaveValue('123-45');
    await expect(reset.phone).toHaveValue('+1 212 555 0100');
  });

  test('take お客様ID and telephone numbers as people write them, and leave them as they were typed', async ({
    inquiry,
    person,
  }) => {
    const wide = (text: string) =>
      text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const reset = await inquiry.open('ログインIDのリセット');
    const id = `　${wide(person.customerId.slice(1, 4))}－${person.customerId.slice(4)} `;
    const phone = `+81 (0)${person.mobile.slice(1).replaceAll('-', '‐')}`;
    await reset.customerId.fill(id);
    await reset.phone.fill(phone);
    await reset.confirm.click();
    await expect(reset.pin.destination(BY_SMS)).toBeVisible();
    await expect(reset.pin.destinations).toHaveCount(4);
    await expect(reset.section).toContainText(id.trim());
    await reset.correct.click();
    await expect(reset.customerId).toHaveValue(id);
    await expect(reset.phone).toHaveValue(phone);
  });

  test('send once, however often the button is pressed', async ({ inquiry, inbox, person }) => {
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.dblclick();
    await reset.pin.resend.waitFor();
    await inbox.nextPin(person.mobile, 'sms');
    await expect(reset.pin.track).toContainText('届きました');
    expect(await inbox.messagesTo(person.mobile)).toHaveLength(1);
  });
});
