import { steer } from './fixture/stand-ins';
import { expect, test } from './fixture/test';
import { BY_LANDLINE, BY_MAIL, BY_MOBILE_VOICE, BY_SMS } from './screen/pin-part';

/** Within this time the page knows of a failure and offers another way (screen specification J3), in milliseconds. */
const SOON = 5_000;

test.describe('通知の状況', () => {
  test('says why an SMS did not arrive and offers another destination, which leads on', async ({
    page,
    acts,
    inquiry,
    inbox,
    person,
    wellMade,
  }) => {
    await steer('sms', 'outcome', person.mobile, { result: 'undelivered', errorCode: 30003 });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.click();
    await expect(
      page.getByText('***-****-*770 (ショートメッセージ) へPINコードを届けられませんでした。'),
    ).toBeVisible({ timeout: SOON });
    await expect(
      page.getByText(
        'この電話番号に届きませんでした。電波の状態を確認して再送するか、別の通知先を選んでください。',
      ),
    ).toBeVisible();
    // Another way is the next step now: it has the focus near it, and is the main button in place of 送信.
    await expect(page.locator('app-pin-news .notice')).toBeFocused();
    await expect(reset.pin.otherDestination).toHaveClass(/button--primary/);
    await expect(reset.submit).not.toHaveClass(/button--primary/);
    await wellMade();
    await reset.pin.otherDestination.click();
    await reset.pin.ask(BY_MOBILE_VOICE);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'voice'));
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    expect(acts.done('J3')).toBeLessThanOrEqual(11);
  });

  test('calls nothing notified that its provider has not taken yet', async ({ page, inquiry, person }) => {
    await steer('sms', 'plan', person.mobile, { mode: 'hold' });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.click();
    await expect(
      page.getByText('***-****-*770 (ショートメッセージ) へPINコードを送っています。'),
    ).toBeVisible();
    await expect(page.getByText(/へPINコードを通知しました。/)).toBeHidden();
  });

  test('comes with what to do when nothing arrives, and when no destination can be used', async ({
    page,
    inquiry,
    person,
  }) => {
    const reset = await inquiry.identify('パスワードのリセット', person);
    await expect(reset.section).toContainText(
      'ご自身の通知先が表示されていない場合や、PINコードが届かない場合は、メールアドレスと電話番号をもう一度確認してください。',
    );
    await expect(reset.section).toContainText(
      'どの通知先も使えない場合は、上位店へログイン情報の登録を依頼してください',
    );
    await reset.pin.ask(BY_SMS);
    await page.getByText('PINコードが届かない場合').click();
    for (const cause of [
      '迷惑メール',
      '受信許可ドメイン',
      '受信拒否',
      '圏外',
      '保存容量',
      '非通知',
      '050',
      '2分',
      '上位店',
    ]) {
      await expect(reset.section).toContainText(cause);
    }
  });

  test('says that nobody answered the telephone', async ({ page, inquiry, person }) => {
    await steer('voice', 'outcome', person.landline, { result: 'no-answer' });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_LANDLINE).check();
    await reset.pin.notify.click();
    await expect(page.getByText(/電話に応答がありませんでした/)).toBeVisible();
  });

  test('passes 受付, 送信中 and 送信しました with the times of Japan', async ({ page, inquiry, person }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    await expect(reset.pin.track).toContainText('送信しました');
    const now = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', hour: 'numeric' }).format();
    await expect(reset.pin.track).toContainText(new RegExp(`0?${Number(now)}:\\d{2}`));
    await expect(page.getByText(/照合番号/).first()).toBeVisible();
  });

  test('offers another destination after 45 seconds even when nothing is known', async ({
    page,
    inquiry,
    person,
    minutesPass,
  }) => {
    await steer('sms', 'plan', person.mobile, { mode: 'hold' });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.click();
    await reset.pin.resend.waitFor();
    const offer = page.getByText('まだ届かない場合は、別の通知先でも受け取れます。');
    await expect(offer).toBeHidden();
    await minutesPass(0.8);
    await expect(offer).toBeVisible();
  });

  test('is asked for again when the line was cut', async ({ page, context, inquiry, inbox, person }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await context.setOffline(true);
    await reset.submit.click();
    await expect(page.getByText(/^通信できませんでした/)).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'もう一度試す' }).click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    await inbox.next(person.loginId, 'email', 'パスワードの再設定');
    expect((await inbox.messagesTo(person.loginId)).length).toBe(1);
  });
});
