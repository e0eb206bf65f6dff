import type { BrowserContext, Page } from '@playwright/test';
import { NEW_PASSWORD } from './fixture/people';
import { expect, test } from './fixture/test';
import { Inquiry } from './screen/inquiry';
import { BY_LANDLINE, BY_SMS } from './screen/pin-part';

const MAIL_SENT = /へ再設定のメールを送信しました/;

test.describe('A reset that was left and taken up again', () => {
  test('goes on at 通知先選択 after a reload, a way back and forth, and in a second tab', async ({
    page,
    context,
    inquiry,
    onPhone,
    person,
  }) => {
    const reset = await inquiry.identify('パスワードのリセット', person);
    await page.reload();
    await expect(reset.pin.picker).toBeVisible();
    await expect(reset.pin.destinations).toHaveCount(4);
    await inOtherTab(context, onPhone, '/inquiry', async (other) => {
      await expect(other.passwordReset.pin.picker).toBeVisible();
    });
    await page.goBack();
    await expect(
      reset.confirm.or(page.getByRole('link', { name: 'パスワードのリセット' })).first(),
    ).toBeVisible();
    await page.goForward();
    await expect(reset.pin.picker).toBeVisible();
  });

  test('goes on at the PIN after a reload, a way back and forth, and in a second tab', async ({
    page,
    context,
    inquiry,
    inbox,
    onPhone,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    const told = page.getByText('***-****-*770 (ショートメッセージ) へPINコードを通知しました。');
    const deadline = await page.getByText(/有効期限 .*まで \(/).textContent();
    await page.goBack();
    await expect(reset.email).toHaveValue(person.loginId);
    await expect(reset.phone).toHaveValue(person.mobile);
    await page.goForward();
    await expect(told).toBeVisible();
    await page.reload();
    await expect(told).toBeVisible();
    expect(clock(await page.getByText(/有効期限 .*まで \(/).textContent())).toBe(clock(deadline));
    await inOtherTab(context, onPhone, '/inquiry', async (other) => {
      await other.passwordReset.pin.code.fill(pin);
      await other.passwordReset.submit.click();
      await expect(other.page.getByText(MAIL_SENT)).toBeVisible();
    });
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
  });

  test('takes the PIN that is typed after a way back, and leads back to it from elsewhere', async ({
    page,
    inquiry,
    inbox,
    person,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await page.goBack();
    await expect(page.getByText('パスワードのリセットの手続きの途中です')).toBeVisible();
    await wellMade();
    await page.getByRole('button', { name: '手続きに戻る' }).click();
    await expect(reset.pin.code).toBeFocused();
    await page.goto('/inquiry/login-id');
    await page.getByRole('button', { name: '手続きに戻る' }).click();
    await expect(page).toHaveURL(/\/inquiry\/password$/);
    await reset.pin.code.fill(pin);
    await reset.submit.click();
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
  });

  test('takes the PIN that is typed beside what stands there after Back', async ({
    page,
    inquiry,
    inbox,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await page.goBack();
    await expect(reset.confirm).toBeVisible();
    await reset.pin.code.fill(pin);
    await reset.submit.click();
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
  });

  test('goes on at the expired PIN after a reload and in a second tab', async ({
    page,
    context,
    database,
    inquiry,
    inbox,
    onPhone,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await inbox.nextPin(person.mobile, 'sms');
    await database.minutesPass(person.customerId, 16);
    await page.reload();
    await expect(page.getByText(/有効時間\(15分\)を過ぎました/)).toBeVisible();
    await inOtherTab(context, onPhone, '/inquiry', async ({ passwordReset }) => {
      await passwordReset.pin.ask(BY_SMS);
    });
    await page.reload();
    await expect(
      page.getByText('***-****-*770 (ショートメッセージ) へPINコードを通知しました。'),
    ).toBeVisible();
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
  });

  test('goes on where the mail was sent after a reload and in a second tab, and ends when the password is set', async ({
    page,
    context,
    inquiry,
    inbox,
    mailed,
    onPhone,
    person,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
    await page.reload();
    await expect(page.getByText(MAIL_SENT)).toBeVisible();
    const link = await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定');
    await inOtherTab(context, onPhone, link, async ({ page: tab }) => {
      await tab.reload();
      await tab.locator('input[autocomplete="new-password"]').fill(NEW_PASSWORD);
      await tab.getByRole('button', { name: 'パスワードを設定する' }).click();
      await expect(tab.getByText('新しいパスワードを設定しました')).toBeVisible();
    });
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await wellMade();
    await mailed.follow(link);
    await expect(page.getByRole('heading', { level: 1, name: '使用済みのリンクです' })).toBeVisible();
    await wellMade();
    await expect(mailed.anew).toBeVisible();
  });

  test('ends clearly in the older of two tabs when the newer begins another', async ({
    page,
    context,
    inquiry,
    onPhone,
    person,
    wellMade,
  }) => {
    await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await inOtherTab(context, onPhone, '/inquiry/login-id', async ({ loginIdReset }) => {
      await loginIdReset.identifyAs(person);
      await loginIdReset.pin.picker.waitFor();
    });
    await expect(page.getByRole('heading', { level: 1, name: '期限切れ' })).toBeVisible();
    await wellMade();
    await page.getByRole('button', { name: 'はじめからやり直す' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'お問い合わせ' })).toBeVisible();
  });

  test('lets another browser begin anew and ends here', async ({
    page,
    browser,
    inquiry,
    inbox,
    onPhone,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    const elsewhere = await browser.newContext();
    await inOtherTab(elsewhere, onPhone, '/inquiry/password', async ({ passwordReset }) => {
      await passwordReset.identifyAs(person);
      await passwordReset.pin.ask(BY_LANDLINE);
    });
    await elsewhere.close();
    await reset.pin.code.fill(pin);
    await reset.submit.click();
    await expect(
      page.getByRole('heading', { level: 1, name: '期限切れ' }).or(page.getByText(MAIL_SENT)),
    ).toBeVisible();
  });
});

/** Does something in one more tab, and closes it. */
async function inOtherTab(
  context: BrowserContext,
  onPhone: boolean,
  address: string,
  act: (inquiry: Inquiry) => Promise<void>,
): Promise<void> {
  const page: Page = await context.newPage();
  await page.goto(address);
  await act(new Inquiry(page, onPhone));
  await page.close();
}

function clock(text: string | null): string | undefined {
  return /\d{1,2}時\d{2}分/.exec(text ?? '')?.[0];
}
