import type { Page } from '@playwright/test';
import { shopBelow } from './fixture/network';
import { DEMO, newPerson } from './fixture/people';
import { expect, pathOf, test } from './fixture/test';

const MIDORI = '01058735';

const rows = (page: Page, onPhone: boolean) =>
  onPhone
    ? page.getByRole('list', { name: 'お客様の一覧' }).getByRole('listitem')
    : page.getByRole('table').locator('tbody tr');

test.describe('お客様検索', () => {
  test.beforeEach(async ({ login }) => {
    await login.open();
    await login.signIn(DEMO);
  });

  test('finds by kana of any width and says how many; the search stands in the address', async ({
    page,
    onPhone,
    wellMade,
  }) => {
    await page.goto('/masters');
    await wellMade();
    await page.getByRole('main').getByRole('link', { name: 'お客様検索' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'お客様検索' })).toBeFocused();
    await expect(page.getByRole('status').filter({ hasText: '件見つかりました' })).toBeVisible();
    await wellMade();
    const box = page.getByRole('searchbox', { name: 'お客様ID・お客様名・カナ・電話番号' });
    for (const text of ['ﾐﾄﾞﾘｼｮｳｶｲ', 'みどりしょうかい', '０１０５８７３５']) {
      await box.fill(text);
      await box.press('Enter');
      await expect(page.getByText('1件見つかりました', { exact: true })).toBeVisible();
      await expect(rows(page, onPhone)).toHaveCount(1);
      await expect(rows(page, onPhone)).toContainText(MIDORI);
      expect(pathOf(page)).toBe(`/masters/customers?query=${text}`);
      await expect(box).toHaveValue(text);
    }
    await page.reload();
    await expect(rows(page, onPhone)).toContainText('(有)みどり商会');
  });

  // Journey J9; that it is quick among 100,000 is shown by customer-search.api.spec.
  test('finds the same customer however the search is written', async ({ page, onPhone }) => {
    await page.goto('/masters/customers');
    const box = page.getByRole('searchbox', { name: 'お客様ID・お客様名・カナ・電話番号' });
    for (const text of ['ｶﾝｷｮｳ', 'かんきょう', '環境', '2770', '０１０５８７３４']) {
      await box.fill(text);
      await box.press('Enter');
      await expect.poll(() => pathOf(page)).toBe(`/masters/customers?query=${text}`);
      await expect(page.getByText('1件見つかりました', { exact: true })).toBeVisible();
      await expect(rows(page, onPhone)).toHaveCount(1);
      await expect(rows(page, onPhone)).toContainText('環境 太郎');
      await expect(rows(page, onPhone)).toContainText(DEMO.customerId);
    }
  });

  test('sends nothing while a conversion is confirmed with Enter', async ({ page, browserName, onPhone }) => {
    expect(browserName).toBe('chromium');
    await page.goto('/masters/customers');
    await rows(page, onPhone).first().waitFor();
    const box = page.getByRole('searchbox', { name: 'お客様ID・お客様名・カナ・電話番号' });
    await box.focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'みどり', selectionStart: 3, selectionEnd: 3 });
    await page.keyboard.press('Enter');
    expect(pathOf(page)).toBe('/masters/customers');
  });

  test('counts by ログイン状況 and filters by it; back leads to the list before', async ({
    page,
    onPhone,
    wellMade,
  }) => {
    await page.goto('/masters/customers');
    const several = page
      .getByRole('navigation', { name: 'ログイン状況で絞り込む' })
      .getByRole('link', { name: /複数あり/ });
    await several.click();
    await expect(several).toHaveAttribute('aria-current', 'true');
    await expect(rows(page, onPhone).first()).toContainText('複数あり (3件)');
    expect(pathOf(page)).toBe('/masters/customers?login=several');
    await rows(page, onPhone).first().getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'お客様情報' })).toBeVisible();
    await page.goBack();
    await expect(several).toHaveAttribute('aria-current', 'true');
    await expect(rows(page, onPhone).first()).toBeVisible();
    await wellMade();
  });

  test('comes back to the place in the list that was left', async ({ page, onPhone }) => {
    await page.goto('/masters/customers');
    const last = rows(page, onPhone).last().getByRole('link');
    await last.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => window.scrollY);
    expect(left).toBeGreaterThan(100);
    await last.click();
    await expect(page.getByRole('heading', { level: 1, name: 'お客様情報' })).toBeVisible();
    await page.goBack();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(left);
  });

  test('says what to do when nobody is found, also for who is outside', async ({ page, wellMade }) => {
    await page.goto('/masters/customers?query=01058701');
    await expect(page.getByText('該当するお客様は見つかりません。', { exact: false })).toBeVisible();
    await expect(page.getByRole('link', { name: '条件を消してすべて表示' })).toBeVisible();
    await wellMade();
  });

  test('offers another try when no answer comes', async ({ page, onPhone, wellMade }) => {
    await page.route('**/api/customers?*', (route) => route.abort());
    await page.route('**/api/customers', (route) => route.abort());
    await page.goto('/masters/customers');
    const retry = page.getByRole('button', { name: 'もう一度試す' });
    await retry.waitFor();
    await wellMade();
    await page.unrouteAll();
    await retry.click();
    await expect(rows(page, onPhone).first()).toBeVisible();
  });
});

test.describe('the card', () => {
  test('shows masks, the way down and no login ID, and prints', async ({ page, login, wellMade }) => {
    await login.open();
    await login.signIn(DEMO);
    await page.goto('/masters/customers/01058741');
    const main = page.getByRole('main');
    await expect(main.getByText('***-****-*808')).toBeVisible();
    await expect(main.getByText('de*****@mail.example')).toBeVisible();
    await expect(main).not.toContainText('demo08@mail.example');
    await expect(main.getByRole('link', { name: '(有)みどり商会' })).toBeVisible();
    await wellMade();
    await main.getByRole('link', { name: '(有)みどり商会' }).click();
    await expect(main.getByRole('heading', { name: '(有)みどり商会 御中' })).toBeVisible();
  });

  test('says of who is outside what it says of who is absent', async ({ page, login, wellMade }) => {
    await login.open();
    await login.signIn(DEMO);
    for (const id of ['01058701', '99999999']) {
      await page.goto(`/masters/customers/${id}`);
      await expect(page.getByText('該当するお客様は見つかりません。', { exact: false })).toBeVisible();
    }
    await wellMade();
  });
});

/** Opens, goes in, chooses, goes out and closes, without a mouse. */
async function walkByKeyboard(page: Page, wellMade: () => Promise<void>): Promise<void> {
  const root = page.getByRole('treeitem', { name: /^01058734/ });
  await expect(root).toHaveAttribute('aria-expanded', 'true');
  const midori = page.getByRole('treeitem', { name: /^01058735/ });
  await wellMade();
  await root.focus();
  await page.keyboard.press('ArrowDown');
  await expect(midori).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(midori).toHaveAttribute('aria-expanded', 'true');
  const member = page.getByRole('treeitem', { name: /^01058741/ });
  await member.waitFor();
  await page.keyboard.press('ArrowRight');
  await expect(member).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '小林 誠' })).toContainText('01058741');
  expect(pathOf(page)).toBe('/masters/customers/tree?of=01058741');
  await page.keyboard.press('ArrowLeft');
  await expect(midori).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(midori).toHaveAttribute('aria-expanded', 'false');
  await page.getByText('表で見る').click();
  await expect(page.getByRole('table').getByRole('row', { name: /みどり商会/ })).toBeVisible();
  await wellMade();
  await page.reload();
  await expect(page.getByRole('treeitem', { name: /^01058741/ })).toHaveAttribute('aria-selected', 'true');
}

/** Into a dealer by a finger, and back by the browser. */
async function walkByFinger(page: Page, wellMade: () => Promise<void>): Promise<void> {
  await wellMade();
  await page
    .getByRole('list', { name: '下位店' })
    .getByRole('link', { name: /みどり商会/ })
    .click();
  await expect(page.getByRole('heading', { level: 2, name: '(有)みどり商会' })).toBeVisible();
  await wellMade();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 2, name: '環境 太郎' })).toBeVisible();
}

test('the tree is walked by keyboard on the PC and drilled into on the phone', async ({
  page,
  login,
  onPhone,
  wellMade,
}) => {
  await login.open();
  await login.signIn(DEMO);
  await page.goto('/masters/customers/tree');
  await (onPhone ? walkByFinger : walkByKeyboard)(page, wellMade);
});

test('a subtree moves in three steps, with a summary of what moves', async ({
  page,
  login,
  person,
  database,
  stepUp,
  wellMade,
}) => {
  const { shop } = await shopBelow(database, person);
  const other = await newPerson(database);
  const { shop: target } = await shopBelow(database, person);
  await login.open();
  await login.signIn(person);
  await page.goto(`/masters/customers/${shop}`);
  await page.getByRole('link', { name: '上位店を変更する' }).click();
  const parent = page.getByRole('textbox', { name: '新しい上位店のお客様ID' });
  await parent.fill(other.customerId);
  await page.getByRole('button', { name: '確認' }).click();
  await expect(page.getByRole('link', { name: /該当するお客様は見つかりません/ })).toBeVisible();
  await wellMade();
  await parent.fill(target);
  await page.getByRole('button', { name: '確認' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '上位店の変更の確認' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('2件');
  await wellMade();
  await page.getByRole('button', { name: '変更する' }).click();
  await stepUp.answer(person);
  await expect(page.getByText('2件を移しました')).toBeVisible();
  await wellMade();
  const [moved] = await database.query<{ parent: string }[]>(
    'SELECT parent_customer_id AS parent FROM customer WHERE customer_id = $1',
    [shop],
  );
  expect(moved!.parent).toBe(target);
});
