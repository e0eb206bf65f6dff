import { OPERATOR } from './fixture/people';
import { steer } from './fixture/stand-ins';
import { expect, test } from './fixture/test';
import { LoginScreen } from './screen/login-screen';
import { Operations } from './screen/operations';
import { BY_MOBILE_VOICE, BY_SMS } from './screen/pin-part';
import { StepUpDialog } from './screen/step-up-dialog';

/** Within this time the page knows of a failure and offers another way (screen specification J3), in milliseconds. */
const SOON = 5_000;

test.describe('通知の運用', () => {
  test('tells operators why an SMS failed that its person had told within five seconds', async ({
    browser,
    page,
    onPhone,
    viewport,
    inquiry,
    inbox,
    person,
  }) => {
    await steer('sms', 'outcome', person.mobile, { result: 'undelivered', errorCode: 30003 });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.click();
    await expect(page.getByText(/へPINコードを届けられませんでした。/)).toBeVisible({ timeout: SOON });
    const failed = await reset.reference();
    await reset.pin.otherDestination.click();
    await reset.pin.ask(BY_MOBILE_VOICE);
    await inbox.nextPin(person.mobile, 'voice');
    await expect(reset.pin.track).toContainText('届きました');
    const succeeded = await reset.reference();

    const desk = await (await browser.newContext({ viewport })).newPage();
    await new LoginScreen(desk, onPhone).open();
    await new LoginScreen(desk, onPhone).signIn(OPERATOR);
    const operations = new Operations(desk, onPhone);
    await operations.open();
    await expect(operations.entry(failed)).toContainText('届きませんでした');
    await expect(operations.entry(failed)).toContainText('電源が入っていないか、圏外です (30003)');
    await expect(operations.entry(failed)).toContainText('***-****-*770');
    await expect(operations.entry(succeeded)).toContainText('自動音声');
    await expect(operations.entry(succeeded)).toContainText('届きました');
    await desk.context().close();
  });

  test('sends a message anew, which the waiting person sees', async ({
    page,
    browser,
    onPhone,
    viewport,
    inquiry,
    inbox,
    person,
  }) => {
    await steer('sms', 'outcome', person.mobile, { result: 'undelivered', errorCode: 30003 });
    const reset = await inquiry.identify('パスワードのリセット', person);
    await reset.pin.destination(BY_SMS).check();
    await reset.pin.notify.click();
    await expect(page.getByText(/へPINコードを届けられませんでした。/)).toBeVisible();
    const reference = await reset.reference();
    const first = await inbox.nextPin(person.mobile, 'sms');
    await steer('sms', 'outcome', person.mobile, { result: 'delivered' });

    const desk = await (await browser.newContext({ viewport })).newPage();
    await new LoginScreen(desk, onPhone).open();
    await new LoginScreen(desk, onPhone).signIn(OPERATOR);
    const operations = new Operations(desk, onPhone);
    await operations.open('?group=failed');
    await operations.resendOf(reference).click();
    await operations.dialog.getByRole('button', { name: '再送する' }).click();
    await new StepUpDialog(desk).answer(OPERATOR);
    await expect(desk.getByText('***-****-*770へのPINコードを再送しました。')).toBeFocused();
    await expect(operations.resendOf(reference)).toBeHidden();
    await desk.context().close();

    const again = await inbox.nextPin(person.mobile, 'sms');
    expect(again).toBe(first);
    await expect(reset.pin.track).toContainText('届きました');
    await reset.pin.code.fill(again);
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
  });

  test('keeps itself up to date and keeps the rules of every page', async ({
    page,
    login,
    onPhone,
    wellMade,
  }) => {
    await login.open();
    await login.signIn(OPERATOR);
    const operations = new Operations(page, onPhone);
    await operations.open();
    await wellMade();
    const aside = page.getByText(/時点/);
    const before = await aside.textContent();
    await expect(aside).not.toHaveText(before ?? '', { timeout: 8_000 });
    await operations.filter('通知方法').selectOption('メール');
    await expect(page).toHaveURL(/channel=email/);
    await page.reload();
    await expect(operations.filter('通知方法')).toHaveValue('email');
    await page.goto('/ops/outages/voice');
    await page.getByRole('button', { name: '確認' }).click();
    await expect(page.locator('#error-summary')).toContainText('停止する理由を入力してください');
    await wellMade();
  });

  test('shows every message as it goes out, with nothing to object to', async ({ page, login, wellMade }) => {
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto('/ops');
    await page.getByRole('main').getByRole('link', { name: '通知文の一覧' }).click();
    await expect(page.getByText('長さと有効期限の記載に問題はありません')).toBeVisible();
    await expect(page.getByText('63文字・1通')).toBeVisible();
    await expect(
      page.getByText('PINコードは「ゼロ、ゼロ、よん、に、いち、なな」です。').first(),
    ).toBeVisible();
    await wellMade();
  });

  test('is no page for anybody else', async ({ page, login, person, onPhone }) => {
    await login.open();
    await login.signIn(person);
    if (onPhone) await page.getByRole('button', { name: 'メニュー' }).click();
    await expect(page.getByRole('link', { name: 'マスタメンテ' }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: '運用' })).toHaveCount(0);
    await page.goto('/ops');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ページが見つかりません/);
  });
});

test('通知文の一覧 is where it was left, after Back', async ({ page, login }) => {
  await login.open();
  await login.signIn(OPERATOR);
  await page.goto('/ops/messages');
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  await expect.poll(height).toBeGreaterThan(4_000);
  // As far as the page goes when nothing is fetched yet, it would not be restored.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight - innerHeight - 600));
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(2_000);
  const help = page.getByRole('contentinfo').getByRole('link', { name: 'ヘルプ' });
  await help.evaluate((link: HTMLElement) => link.click());
  await expect(page.getByRole('heading', { level: 1, name: 'ヘルプ' })).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
});

test('no address is cut in 運用, and no word on phones', async ({ page, browser, login, onPhone }) => {
  // The second device is the one that is told of by mail.
  const first = await (await browser.newContext({ ...test.info().project.use })).newPage();
  await new LoginScreen(first, onPhone).open();
  await new LoginScreen(first, onPhone).signIn(OPERATOR);
  await first.context().close();
  await login.open();
  await login.signIn(OPERATOR);
  await page.goto('/ops');
  // As narrow as a table gets before it becomes a list.
  if (!onPhone) await page.setViewportSize({ width: 660, height: 800 });
  const target = page
    .getByText(/\S+\*{5}@\S+/)
    .filter({ visible: true })
    .first();
  await target.waitFor();
  expect(await target.evaluate(linesOf, '@')).toBe(1);
  await page.goto('/ops/messages');
  const spoken = page.getByRole('listitem').filter({ hasText: 'システムです。' }).first();
  await spoken.waitFor();
  if (onPhone) expect(await spoken.evaluate(linesOf, 'システムです')).toBe(1);
});

/** Runs in the page. @returns over how many lines a word goes, with what stands beside it up to the next blank */
function linesOf(element: Element, word: string): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const at = text.data.indexOf(word);
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(text, word === '@' ? text.data.length - text.data.trimStart().length : at);
    range.setEnd(text, word === '@' ? text.data.trimEnd().length : at + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size;
  }
  return 0;
}
