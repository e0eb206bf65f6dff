import { Keyboard } from './fixture/keyboard';
import { OPERATOR } from './fixture/people';
import { expect, test } from './fixture/test';
import { expectRefused } from './screen/errors';

const REASON = '電話でご本人と確認しました';

test.describe('ご本人の確認', () => {
  test.beforeEach(async ({ page, login, person, database }) => {
    await database.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [
      person.customerId,
    ]);
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto(`/masters/customers/${person.customerId}`);
    await page.getByRole('button', { name: 'リセットを再開する' }).click();
  });

  test('says at its field that the password was wrong, and the act goes on with the right one', async ({
    page,
    stepUp,
    wellMade,
  }) => {
    await page.getByRole('textbox', { name: '再開する理由' }).fill(REASON);
    await page.getByRole('button', { name: '再開する', exact: true }).click();
    await expect(stepUp.password).toBeFocused();
    await wellMade();
    await stepUp.confirm.click();
    await expect(stepUp.password).toHaveAccessibleDescription(/入力してください/);

    await stepUp.password.fill('not-the-password');
    await stepUp.dialog.getByRole('checkbox', { name: 'パスワードを表示' }).check();
    await stepUp.confirm.click();
    await expect(stepUp.password).toHaveAccessibleDescription(
      '現在のパスワードが違います。もう一度入力してください。',
    );
    await expect(stepUp.password).toHaveValue('');
    await expect(stepUp.password).toHaveAttribute('type', 'password');
    await expect(stepUp.password).toBeFocused();
    await wellMade();

    await stepUp.answer(OPERATOR);
    await expect(page.getByText(/ログイン情報のリセットを再開しました。/)).toBeFocused();
  });

  test('can be left, and what was typed is still there for the next try', async ({
    page,
    stepUp,
    person,
    database,
    wellMade,
  }) => {
    const frozen = `SELECT FROM customer WHERE customer_id = '${person.customerId}' AND recovery_frozen_at IS NOT NULL`;
    const reason = page.getByRole('textbox', { name: '再開する理由' });
    const reopen = page.getByRole('button', { name: '再開する', exact: true });
    await reason.fill(REASON);
    for (const leave of [() => page.keyboard.press('Escape'), () => stepUp.cancel.click()]) {
      await reopen.click();
      await stepUp.password.fill(OPERATOR.password);
      await leave();
      await expect(stepUp.dialog).toHaveCount(0);
      await expectRefused(page, /ご本人の確認がされていないため、まだ実行していません。/, null);
      await expect(reason).toHaveValue(REASON);
    }
    await wellMade();
    expect(await database.query(frozen)).toHaveLength(1);
    await reopen.click();
    await expect(stepUp.password).toHaveValue('');
    await stepUp.answer(OPERATOR);
    await expect(page.getByText(/ログイン情報のリセットを再開しました。/)).toBeFocused();
    expect(await database.query(frozen)).toHaveLength(0);
  });

  test('is answered without a mouse', async ({ page, stepUp }) => {
    const keyboard = new Keyboard(page);
    await keyboard.type(page.getByRole('textbox', { name: '再開する理由' }), REASON);
    await page.keyboard.press('Enter');
    await expect(stepUp.password).toBeFocused();
    await keyboard.press(stepUp.dialog.getByRole('checkbox', { name: 'パスワードを表示' }), 'Space');
    await keyboard.type(stepUp.password, OPERATOR.password);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/ログイン情報のリセットを再開しました。/)).toBeFocused();
  });

  test('goes with the session', async ({ page, context, stepUp }) => {
    await page.getByRole('textbox', { name: '再開する理由' }).fill(REASON);
    await page.getByRole('button', { name: '再開する', exact: true }).click();
    await stepUp.password.fill(OPERATOR.password);
    await context.clearCookies();
    await stepUp.confirm.click();
    await expect(page).toHaveURL(/\/login\?next=/);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
