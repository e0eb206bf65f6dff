import { expect, pathOf, test } from './fixture/test';
import { NEW_PASSWORD, OPERATOR } from './fixture/people';
import { expectRefused } from './screen/errors';

test.describe('ログイン情報を1つにする', () => {
  // Journey J8.
  test('leads a customer of the old system from three logins to one; the old ones say so, until an operator takes it back', async ({
    page,
    context,
    acts,
    login,
    inbox,
    legacy,
    stepUp,
    wellMade,
  }) => {
    const { office, email, password } = legacy;
    await login.open();
    await login.enter({ loginId: office, password });
    await expect(page.getByRole('heading', { name: 'ログイン情報を1つにする', level: 1 })).toBeVisible();
    expect(pathOf(page)).toBe('/consolidation');
    await expect(page.getByText(office)).toBeVisible();
    await wellMade();
    // Nothing else is open.
    await page.goto('/orders');
    await expect.poll(() => pathOf(page)).toBe('/consolidation');

    await page.getByRole('button', { name: '残すものを選ぶ' }).click();
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await wellMade();
    await page.getByRole('button', { name: '確認へ進む' }).click();
    await expect(page.getByRole('heading', { name: '確認', exact: true })).toBeFocused();
    await wellMade();
    await page.getByRole('button', { name: '確認メールを送る' }).click();
    await expect(page.getByRole('heading', { name: '確認メール', exact: true })).toBeFocused();
    await wellMade();

    acts.openLink();
    await page.goto(await inbox.nextLink(email, 'consolidate', 'ログイン情報を1つにする確認'));
    await expect(page.getByText('残るログインID')).toBeVisible();
    await wellMade();
    await page.locator('#new-password').fill('short');
    await page.getByRole('button', { name: '1つにする' }).click();
    await expectRefused(page, 'パスワードは12文字以上で入力してください', page.locator('#new-password'));
    await page.locator('#new-password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: '1つにする' }).click();
    await expect(page.getByRole('heading', { name: 'ログイン情報が1つになりました' })).toBeFocused();
    // One of them after the password that was too short.
    expect(acts.done('J8')).toBeLessThanOrEqual(11);
    await wellMade();
    await inbox.next(email, 'email', 'ログイン情報が1つになりました');

    await page.getByRole('link', { name: 'ログイン', exact: true }).click();
    await login.enter({ loginId: office, password: 'not-the-password' });
    await expectRefused(page, /^ログインIDまたはパスワードが違います。/, null);
    await login.enter({ loginId: office, password });
    await expectRefused(
      page,
      /このログインIDは統合されました。新しいログインID\(\w{2}\*{5}@shokai\.example\)をご利用ください。/,
      login.loginId,
    );
    await wellMade();
    await login.signIn({ loginId: email, password: NEW_PASSWORD });
    expect(pathOf(page)).toBe('/mypage');
    await expect(page.getByText('ログイン情報が複数あります')).toHaveCount(0);

    // An operator takes it back.
    await context.clearCookies();
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto('/masters/consolidations');
    const entry = page.getByRole('listitem').filter({ hasText: legacy.customerId });
    await expect(entry).toContainText('取り消せます');
    await wellMade();
    await entry.getByRole('button', { name: /^取り消しへ進む/ }).click();
    await expect(page.getByText('以前のパスワードで再び使えます')).toBeVisible();
    await wellMade();
    await page.getByRole('button', { name: '取り消す', exact: true }).click();
    await stepUp.answer(OPERATOR);
    await expect(page.getByRole('heading', { name: '統合を取り消しました' })).toBeFocused();
    await page.getByRole('button', { name: '一覧へ戻る' }).click();
    await expect(entry).toContainText('取り消し済み');
    await context.clearCookies();
    await login.open();
    await login.enter({ loginId: office, password });
    await expect(page.getByRole('heading', { name: 'ログイン情報を1つにする', level: 1 })).toBeVisible();
  });
});
