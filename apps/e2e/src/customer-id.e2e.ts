import type { Locator, Page } from '@playwright/test';
import type { Person } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';

const OWN_PAGES = [
  '/mypage',
  '/mypage/credential',
  '/mypage/credential/login-id',
  '/mypage/credential/password',
  '/orders',
  '/analysis',
  '/masters',
  '/downloads',
  '/sitemap',
  '/help',
  '/inquiry',
  '/inquiry/password',
  '/announcements/2026-login',
  '/no-such-page',
  '/mypage/no-such-page',
];

test.describe('お客様ID', () => {
  test.beforeEach(async ({ login, person }) => {
    await login.open();
    await login.signIn(person);
  });

  test('stands at the top of every page of the signed-in, unknown pages included', async ({
    page,
    person,
    onPhone,
    wellMade,
  }) => {
    for (const address of OWN_PAGES) {
      await page.goto(address);
      await expect(headerOf(page, person, onPhone), address).toBeVisible();
      await expect(headerOf(page, person, onPhone)).toBeInViewport();
      await wellMade();
    }
    await expect(page.getByRole('heading', { level: 1, name: 'ページが見つかりません' })).toBeVisible();
  });

  test('stays in sight when the page is scrolled, can be selected and copied', async ({
    page,
    context,
    person,
    onPhone,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/announcements/2026-login');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.mouse.wheel(0, 3_000);
    await page.evaluate(() => scrollTo(0, 3_000));
    if (onPhone) {
      await expect(headerOf(page, person, onPhone)).toBeInViewport();
      await headerOf(page, person, onPhone).click();
    } else await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'お客様IDをコピー' }).filter({ visible: true }).click();
    await expect(page.getByText('コピーしました').first()).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(person.customerId);
  });

  test('is on paper, too', async ({ page, person, onPhone }) => {
    await page.goto('/mypage');
    await expect(page.getByRole('main')).toContainText(person.customerId);
    await page.emulateMedia({ media: 'print' });
    await expect(headerOf(page, person, onPhone)).toBeVisible();
    await expect(page.getByRole('button', { name: 'ログアウト' })).toHaveCount(0);
  });

  test('is where the login page leads who is signed in already', async ({ page, person, onPhone }) => {
    await page.goto('/login?next=/orders');
    await expect(page.getByRole('heading', { level: 1, name: '注文' })).toBeVisible();
    await expect(headerOf(page, person, onPhone)).toBeVisible();
  });

  test('is shown when the page cannot be loaded', async ({ page, person, onPhone, tolerated }) => {
    tolerated.push(/Failed to fetch dynamically imported module/);
    await page.getByRole('main').getByText(person.customerId).first().waitFor();
    await page.route('**/*.js', (route) => route.abort());
    await page.getByRole('link', { name: '注文', exact: true }).filter({ visible: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '画面を表示できませんでした' })).toBeVisible();
    await expect(headerOf(page, person, onPhone)).toBeVisible();
  });
});

test.describe('The menu', () => {
  test('leads to a page of its own by each entry, with the focus on its heading and its name in the title', async ({
    page,
    login,
    person,
    onPhone,
  }) => {
    await login.open();
    await login.signIn(person);
    for (const entry of [
      '注文',
      '分析',
      'マスタメンテ',
      'ダウンロード',
      'サイトマップ',
      'ヘルプ',
      'マイページ',
    ]) {
      if (onPhone) await page.getByRole('button', { name: 'メニュー' }).click();
      const menu = onPhone
        ? page.getByRole('dialog')
        : page.getByRole('navigation', { name: 'メインメニュー' });
      await menu.getByRole('link', { name: entry }).click();
      await expect(page.getByRole('heading', { level: 1, name: entry })).toBeFocused();
      await expect(page).toHaveTitle(`${entry} - 業務代行クラウドシステム`);
      if (!onPhone)
        await expect(menu.getByRole('link', { name: entry })).toHaveAttribute('aria-current', 'page');
    }
    expect(pathOf(page)).toBe('/mypage');
  });

  test('has no page that サイトマップ leaves out', async ({ page, login, person }) => {
    await page.goto('/sitemap');
    await login.signIn(person);
    const map = page.getByRole('main');
    await map.getByRole('heading', { level: 1, name: 'サイトマップ' }).waitFor();
    for (const name of await map.getByRole('link').allInnerTexts()) {
      await page.goto('/sitemap');
      await map.getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(name));
    }
  });
});

function headerOf(page: Page, { customerId, name }: Person, onPhone: boolean): Locator {
  return onPhone
    ? page.getByText(`お客様ID:${customerId} / ${name} 様`, { exact: true })
    : page.locator('header').getByText(customerId, { exact: true }).filter({ visible: true });
}
