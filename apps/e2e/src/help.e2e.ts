import { expect, test } from './fixture/test';

test.describe('ヘルプ', () => {
  test('has its search in one line with its button, and finds', async ({ page, wellMade }) => {
    await page.goto('/help');
    const box = page.getByRole('searchbox', { name: '知りたいこと' });
    const button = page.getByRole('button', { name: '検索' });
    const [field, press] = [(await box.boundingBox())!, (await button.boundingBox())!];
    expect(Math.abs(field.y + field.height / 2 - (press.y + press.height / 2))).toBeLessThan(2);
    expect(field.width).toBeGreaterThan(press.width * 2);
    await wellMade();
    await box.fill('届かない');
    await button.click();
    await expect(page.getByRole('status').filter({ hasText: /件見つかりました/ })).toBeVisible();
  });

  test('names what to let in and whom to call, the dealer once one is signed in', async ({
    page,
    login,
    person,
    wellMade,
  }) => {
    await page.goto('/help');
    const main = page.getByRole('main');
    await expect(main.getByText('daiko.example', { exact: true })).toBeVisible();
    await expect(main.getByRole('button', { name: 'メールのドメインをコピー' })).toBeVisible();
    await expect(main.getByRole('term').filter({ hasText: '本部' })).toBeVisible();
    await wellMade();
    await login.open();
    await login.signIn(person);
    await expect(main.getByRole('term').filter({ hasText: '問い合わせ先' })).toBeVisible();
    await page.goto('/help');
    await expect(main.getByRole('definition').filter({ hasText: /\d-\d/ }).first()).toBeVisible();
    await wellMade();
  });
});
