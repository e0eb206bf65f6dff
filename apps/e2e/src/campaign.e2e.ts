import type { Locator } from '@playwright/test';
import { shopBelow } from './fixture/network';
import { expect, pathOf, test } from './fixture/test';

async function boxOf(part: Locator): Promise<{ top: number; bottom: number; width: number }> {
  const { y = 0, height = 0, width = 0 } = (await part.boundingBox()) ?? {};
  return { top: y, bottom: y + height, width };
}

async function expectButtonBelowText(item: Locator): Promise<void> {
  const [whole, text, button] = await Promise.all(
    [item, item.locator('div'), item.getByRole('link')].map(boxOf),
  );
  expect(text?.width).toBeGreaterThan(0.8 * (whole?.width ?? 0));
  expect(button?.top).toBeGreaterThanOrEqual(text?.bottom ?? 0);
}

test.describe('ログイン統合キャンペーン', () => {
  test('shows who is left, narrows to a cause, and reminds by mail until all are sent', async ({
    page,
    login,
    person,
    database,
    inbox,
    wellMade,
  }) => {
    const { member, email } = await shopBelow(database, person);
    await login.open();
    await login.signIn(person);
    await page.goto('/masters/campaign');
    const main = page.getByRole('main');
    await expect(main.getByText(/期限 \d{4}年\d+月\d+日.+あと\d+日/)).toBeVisible();
    await expect(main.getByRole('heading', { name: /^統合済み \d+ \/ \d+/ })).toBeVisible();
    await wellMade();
    const customers = main.getByRole('list').filter({ hasText: 'お客様ID' }).getByRole('listitem');
    await expect(customers.filter({ hasText: member })).toHaveCount(1);
    await main
      .getByRole('list', { name: '原因で絞り込む' })
      .getByRole('link', { name: /未設定/ })
      .click();
    await expect(customers.filter({ hasText: member })).toHaveCount(1);
    expect(pathOf(page)).toBe('/masters/campaign?cause=none');

    await main.getByRole('button', { name: 'お願いのメールを送る' }).click();
    const dialog = page.getByRole('dialog', { name: 'お願いのメールを送りますか' });
    await expect(dialog).toContainText('1件 (確認済みのメールアドレスへ)');
    await wellMade();
    await dialog.getByRole('button', { name: '送る', exact: true }).click();
    await expect(main.getByText(/お願いのメールを受け付けました。/)).toBeFocused();
    const { text } = await inbox.next(email, 'email', 'ご確認のお願い');
    expect(text).toContain('2027年3月31日までに、次の手続きをお願いします。');
    const { text: summary } = await inbox.next(person.loginId, 'email', '確認状況');
    expect(summary).toContain('・未設定 1件: メールアドレスを登録してください。');
    await expect(main.getByText('お願いのメールを送り終わりました。')).toBeVisible();
    await expect(main.getByText(/送信済み 2件 \(完了\)/)).toBeVisible();
    await wellMade();
  });

  test('is reached from each item of 要対応, whose text goes across a phone', async ({
    page,
    login,
    person,
    database,
    wellMade,
  }) => {
    await shopBelow(database, person);
    await login.open();
    await login.signIn(person);
    const card = page.getByRole('region', { name: /^要対応 \d+件$/ });
    const item = card.getByRole('listitem').filter({ hasText: '下位店: ログイン情報が未設定 2件' });
    const link = item.getByRole('link', { name: /^一覧を見る/ });
    await expect(link).toBeVisible();
    if (test.info().project.name === 'phone') await expectButtonBelowText(item);
    await wellMade();
    await link.click();
    await expect(page.getByRole('heading', { name: '確認が必要なお客様' })).toBeVisible();
    expect(pathOf(page)).toContain('/masters/campaign?cause=none');
    await expect(page.getByRole('link', { name: /^未設定/ })).toHaveAttribute('aria-current', 'true');
  });
});
