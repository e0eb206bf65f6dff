import { OPERATOR } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';
import { expectRefused } from './screen/errors';

test.describe('a customer whose recovery is frozen', () => {
  test('is reopened by an operator with a reason, which the timeline holds', async ({
    page,
    login,
    person,
    database,
    stepUp,
    wellMade,
  }) => {
    await database.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [
      person.customerId,
    ]);
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto(`/masters/customers/${person.customerId}`);
    const frozen = page.getByRole('heading', { name: 'ログイン情報のリセットを停止しています' });
    await expect(frozen).toBeVisible();
    await expect(page.getByText(/「それは私ではありません」.+から停止しています。/)).toBeVisible();
    await wellMade();
    await page.getByRole('button', { name: 'リセットを再開する' }).click();
    const reason = page.getByRole('textbox', { name: '再開する理由' });
    const reopen = page.getByRole('button', { name: '再開する', exact: true });
    await reopen.click();
    await expectRefused(page, '再開する理由を入力してください', reason);
    await reason.fill('電話でご本人と確認しました');
    await reopen.click();
    await stepUp.answer(OPERATOR);
    await expect(page.getByText(/ログイン情報のリセットを再開しました。/)).toBeFocused();
    await expect(frozen).toHaveCount(0);

    await page.getByRole('link', { name: '操作履歴を見る' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '操作履歴' })).toBeFocused();
    const reopened = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'リセットの再開' }) });
    await expect(reopened).toContainText('理由 電話でご本人と確認しました');
    await expect(reopened).toContainText('操作した人 職員 花子');
    await wellMade();
    await page.getByRole('link', { name: '閲覧と出力' }).click();
    await expect(reopened).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 3, name: 'お客様情報の閲覧' }).first()).toBeVisible();
    expect(pathOf(page)).toBe(`/masters/customers/${person.customerId}/timeline?kind=reading`);
  });
});
