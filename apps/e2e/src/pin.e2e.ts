import type { Person } from './fixture/people';
import { expect, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { BY_LANDLINE, BY_MAIL, BY_SMS } from './screen/pin-part';

const EXPIRED =
  'PINコードの有効時間(15分)を過ぎました。通知先を選んで、もう一度「PINコードを通知する」を押してください。';
const LOCKED = 'PINコードの入力に5回失敗したため、この手続きは終了しました。はじめからやり直してください。';

test.describe('PINコード', () => {
  test('is asked for before 送信: who presses it early is told what comes first', async ({
    page,
    inquiry,
    person,
  }) => {
    const reset = await inquiry.open('パスワードのリセット');
    await reset.submit.click();
    await expectRefused(page, '先に「確認」を押して、PINコードを受け取ってください。', reset.pin.code);
    await reset.identifyAs(person);
    await reset.pin.picker.waitFor();
    await reset.pin.notify.click();
    await expectRefused(page, '通知先を1つ選んでください', null);
    await expect(reset.pin.picker).toHaveAccessibleDescription(/通知先を1つ選んでください/);
    await page.locator('#error-summary').getByRole('link').click();
    await expect(reset.pin.destinations.first()).toBeFocused();
  });

  test('is refused when empty, short, long or no number, each in its own words', async ({
    page,
    inquiry,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    for (const [typed, text] of [
      ['', 'PINコードを入力してください'],
      ['12345', 'PINコードの桁数が足りません。数字6桁で入力してください'],
      ['1234567', 'PINコードの桁数が多すぎます。数字6桁で入力してください'],
      ['12345a', 'PINコードは数字6桁で入力してください'],
    ] as const) {
      await reset.pin.code.fill(typed);
      await reset.submit.click();
      await expectRefused(page, text, reset.pin.code);
      await expect(reset.pin.code).toHaveValue(typed);
    }
  });

  test('says how often a wrong one may still be followed by another, and ends the run at the fifth', async ({
    page,
    inquiry,
    inbox,
    person,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const right = await inbox.nextPin(person.mobile, 'sms');
    const wrong = wrongFor(right);
    for (const left of [4, 3, 2, 1]) {
      await reset.pin.code.fill(wrong);
      await reset.submit.click();
      await expectRefused(
        page,
        `PINコードが違います。お手元に届いたPINコードをもう一度入力してください。あと${left}回`,
        reset.pin.code,
      );
      await expect(reset.pin.code).toHaveValue(wrong);
    }
    await wellMade();
    await reset.submit.click();
    await expect(page.getByRole('heading', { level: 1, name: '手続きを終了しました' })).toBeFocused();
    await expect(page.getByText(LOCKED)).toBeVisible();
    await wellMade();
    await page.reload();
    await expect(page.getByText(LOCKED)).toBeVisible();
    await page.getByRole('button', { name: 'はじめからやり直す' }).click();
    await expect(
      reset.email.or(page.getByRole('link', { name: 'パスワードのリセット' })).first(),
    ).toBeVisible();
  });

  test('expires after 15 minutes, keeps what was typed, and can be asked for again', async ({
    page,
    acts,
    inquiry,
    inbox,
    person,
    minutesPass,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('ログインIDのリセット', person, BY_SMS);
    const first = await inbox.nextPin(person.mobile, 'sms');
    await expect(page.getByText(/有効期限 \d{1,2}時\d{2}分まで \(残り 1[45]分\)/)).toBeVisible();
    await reset.pin.code.fill(first);
    await reset.email.fill(`neu-${person.loginId}`);
    await minutesPass(15);
    await expect(page.getByText(EXPIRED)).toBeVisible();
    await wellMade();
    await expect(reset.section).toContainText(person.customerId);
    await expect(reset.section).toContainText(person.mobile);
    await reset.pin.ask(BY_SMS);
    await expect(reset.email).toHaveValue(`neu-${person.loginId}`);
    await expect(reset.pin.code).toHaveValue(first);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await expect(page.getByText(/へ確認メールを送信しました/)).toBeVisible();
    expect(acts.done('J4')).toBeLessThanOrEqual(12);
  });

  test('is refused at 送信 when it expired while the page slept', async ({
    page,
    inquiry,
    inbox,
    person,
    database,
  }) => {
    // Awake again, 送信 is faster than the page's own questions.
    let isSent = false;
    await page.route('**/api/pin-run/progress*', (route) => route.abort());
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await page.route('**/api/pin-run', (route) => (isSent ? route.continue() : route.abort()));
    page.on('request', (request) => (isSent ||= request.method() === 'POST'));
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await database.minutesPass(person.customerId, 15);
    await reset.submit.click();
    await expect(page.locator('#error-summary')).toContainText(EXPIRED);
    await expect(reset.pin.picker).toBeVisible();
  });

  test('is void once a newer one was asked for: the older is refused with the reason', async ({
    page,
    inquiry,
    inbox,
    person,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const older = await inbox.nextPin(person.mobile, 'sms');
    await reset.pin.otherDestination.click();
    await reset.pin.ask(BY_LANDLINE);
    await expect(page.getByText(/以前のPINコードは無効になりました/)).toBeVisible();
    const newer = await inbox.nextPin(person.landline, 'voice');
    await reset.pin.code.fill(older);
    await reset.submit.click();
    await expectRefused(
      page,
      '新しいPINコードを発行しています。最後に届いたPINコードを入力してください。',
      reset.pin.code,
    );
    await wellMade();
    await reset.pin.code.fill(newer);
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
  });

  test('can be sent again after a minute; before, the button says how long it takes', async ({
    page,
    inquiry,
    inbox,
    person,
    minutesPass,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await inbox.nextPin(person.mobile, 'sms');
    await reset.pin.resend.click();
    await expect(page.getByText(/^あと (?:\d+秒|1分)で再送できます$/)).toBeVisible();
    await minutesPass(1.1);
    await reset.pin.resend.click();
    await expect(page.getByText(/PINコードを再送しました/)).toBeVisible();
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
  });

  test('has 送信 right below it, and asks before another one makes void what was typed', async ({
    page,
    inquiry,
    inbox,
    person,
    minutesPass,
    wellMade,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await expect(reset.pin.code).toBeFocused();
    await expect(reset.pin.code).toBeInViewport();
    await expect(reset.submit).toBeInViewport();
    const [submit, resend] = [await reset.submit.boundingBox(), await reset.pin.resend.boundingBox()];
    expect(submit!.y).toBeLessThan(resend!.y);
    await reset.pin.code.fill(pin);
    await minutesPass(1.1);
    await reset.pin.resend.click();
    await expect(
      page.getByText('再送すると、入力したPINコードは使えなくなります。再送しますか。'),
    ).toBeFocused();
    await wellMade();
    await page.getByRole('button', { name: '入力したPINコードを使う' }).click();
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
  });

  test('tells before the last time that it can be sent once more', async ({
    page,
    inquiry,
    person,
    database,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await expect(page.getByText('再送できるのはあと1回です')).toBeHidden();
    await database.query(`UPDATE pin_challenge SET issues = 4 WHERE customer_id = $1`, [person.customerId]);
    await database.query(
      `UPDATE notification SET pin_issue = 4 WHERE customer_id = $1 AND template = 'pin'`,
      [person.customerId],
    );
    await page.reload();
    await expect(page.getByText('再送できるのはあと1回です')).toBeVisible();
    await expect(reset.pin.otherDestination).toBeVisible();
  });

  test('is waited for with the time that is left, said by the minute and read out three times', async ({
    page,
    inquiry,
    person,
    database,
  }) => {
    await page.addInitScript(() => {
      const spoken: string[] = [];
      Object.assign(globalThis, { spoken });
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const region = (target instanceof Element ? target : target.parentElement)?.closest(
            '[role=status]',
          );
          const text = region?.textContent.trim();
          if (text && /有効期限/.test(text)) spoken.push(text);
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.clock.install();
    // The page counts alone: no answer sets its clock right on the way.
    await page.route('**/api/pin-run/progress*', (route) => route.abort());
    await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await page.route('**/api/pin-run', (route) => route.abort());
    const left = page.getByText(/有効期限 .*まで \(/);
    await expect(left).toHaveText(/残り 1[45]分/);
    await page.clock.fastForward(60_000);
    await expect(left).toHaveText(/残り 1[34]分/);
    for (const minutes of [9, 4]) await page.clock.fastForward(minutes * 60_000);
    await expect(left).toHaveText(/残り [1-5]?\d秒/);
    // That it is over is for the server to say.
    await database.minutesPass(person.customerId, 15);
    await page.unroute('**/api/pin-run');
    await page.clock.fastForward(60_000);
    await expect(page.getByText(EXPIRED)).toBeVisible();
    const spoken = await page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken);
    expect([...new Set(spoken)].length).toBeLessThanOrEqual(3);
    expect(spoken).toContain('有効期限まで残り5分です。');
  });

  test('is waited for by the clock of the server, whatever the device has on its own', async ({
    page,
    inquiry,
    inbox,
    person,
  }) => {
    await page.clock.install({ time: Date.now() + 3 * 60 * 60_000 });
    await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    const mail = await inbox.next(person.loginId, 'email', 'PINコード');
    const deadline = /\d{1,2}時\d{2}分/.exec(mail.text)?.[0];
    await expect(page.getByText(`有効期限 ${deadline}まで (残り 15分)`)).toBeVisible();
  });

  test('is closed for an hour after 15 wrong ones in a day, and the page says until when', async ({
    page,
    inquiry,
    person,
    wellMade,
  }) => {
    await page.goto('/inquiry');
    for (const destination of [0, 2]) await page.evaluate(guessFiveTimes, { person, destination });
    await page.context().clearCookies();
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    for (const left of [4, 3, 2, 1]) {
      await reset.pin.code.fill(`00000${left}`);
      await reset.pin.code.press('Enter');
      await expect(page.locator('#error-summary')).toContainText(`あと${left}回`);
    }
    await reset.pin.code.fill('000005');
    await reset.pin.code.press('Enter');
    await page.getByRole('heading', { name: '手続きを終了しました' }).waitFor();
    await expect(page.getByText('ログイン情報のリセットを一時的に停止しています。')).toHaveText(
      /\d{4}年\d{1,2}月\d{1,2}日\(.\) \d{1,2}:\d{2}から、もう一度手続きできます。/,
    );
    await wellMade();
  });

  test('is not sent before 送信 is pressed, however many digits are in', async ({
    page,
    inquiry,
    inbox,
    person,
  }) => {
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await reset.pin.code.pressSequentially(pin);
    await reset.pin.code.blur();
    await expect(page.locator('#error-summary')).toHaveCount(0);
    expect(sent.filter((line) => line.startsWith('POST'))).toEqual([]);
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    expect(sent.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/password-resets/completion']);
  });
});

function wrongFor(pin: string): string {
  return String((Number(pin) + 1) % 1_000_000).padStart(6, '0');
}

/** Runs in the page: a reset of its own, with five wrong PINs for the destination that was chosen. */
async function guessFiveTimes({
  person,
  destination,
}: {
  person: Person;
  destination: number;
}): Promise<void> {
  const post = async (path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { destinations: { id: string }[] };
  };
  const { destinations } = await post('password-resets', { email: person.loginId, phone: person.mobile });
  await post('pin-run/pin', { destinationId: destinations[destination]?.id });
  for (const code of ['000001', '000002', '000003', '000004', '000005']) {
    await post('password-resets/completion', { code });
  }
}
