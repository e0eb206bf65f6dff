import { expect, test } from './fixture/test';

test.describe('ログイン情報の4つの変更', () => {
  test('are confirmed once, and マイページ reminds no more', async ({ page, login, person, wellMade }) => {
    await login.open();
    await login.signIn(person);
    const reminder = page.getByText('ログイン情報の取り扱いが変わりました。');
    await expect(reminder).toBeVisible();
    await page.goto('/announcements/2026-login');
    await page.getByRole('button', { name: '4つの変更を確認しました' }).click();
    await expect(page.getByText('4つの変更を確認済みです')).toBeVisible();
    await wellMade();
    await page.goto('/mypage');
    await expect(page.getByRole('link', { name: '4つの変更を見る' })).toBeVisible();
    await expect(reminder).toHaveCount(0);
  });
});
