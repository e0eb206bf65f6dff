import { OPERATOR } from './fixture/people';
import { expect, test } from './fixture/test';
import { LoginScreen } from './screen/login-screen';
import { Operations } from './screen/operations';
import { BY_MOBILE_VOICE, BY_SMS } from './screen/pin-part';
import { StepUpDialog } from './screen/step-up-dialog';

const REASON = '通信会社の障害のため、電話がつながりにくくなっています。';

test('停止 hides a channel from 通知先選択 with its reason, for known and unknown people alike, until 再開', async ({
  page,
  browser,
  inquiry,
  person,
  wellMade,
}) => {
  const desk = await (await browser.newContext()).newPage();
  await new LoginScreen(desk, false).open();
  await new LoginScreen(desk, false).signIn(OPERATOR);
  const operations = new Operations(desk, false);
  await operations.open();
  await operations.switch('自動音声を停止する').click();
  await desk.getByRole('textbox', { name: '停止する理由' }).fill(REASON);
  await desk.getByRole('button', { name: '確認' }).click();
  await expect(desk.getByText('現在、自動音声が届きにくくなっています')).toBeVisible();
  await desk.getByRole('button', { name: '停止する' }).click();
  await new StepUpDialog(desk).answer(OPERATOR);
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(/自動音声を停止しました/);
  await desk.getByRole('link', { name: '通知の運用へ戻る' }).click();
  await expect(desk.getByText('自動音声を停止しています')).toBeVisible();

  const stranger = { ...person, mobile: '090-9999-1234' };
  for (const who of [person, stranger]) {
    // Else the run that is open goes on.
    await page.context().clearCookies();
    const reset = await inquiry.identify('パスワードのリセット', who);
    await expect(page.getByText('現在、自動音声が届きにくくなっています')).toBeVisible();
    await expect(page.getByText(REASON)).toBeVisible();
    await expect(reset.pin.destination(BY_SMS)).toBeVisible();
    await expect(reset.pin.destination(/自動音声/)).toHaveCount(0);
    await wellMade();
  }

  await operations.switch('自動音声を再開する').click();
  await desk.getByRole('button', { name: '再開する' }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(/自動音声を再開しました/);
  await desk.context().close();
  await page.context().clearCookies();
  const reset = await inquiry.identify('パスワードのリセット', person);
  await expect(reset.pin.destination(BY_MOBILE_VOICE)).toBeVisible();
});
