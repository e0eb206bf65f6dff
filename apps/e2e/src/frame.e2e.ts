import { expect, test } from './fixture/test';

test('The frame stands before the server has said who is signed in, and nobody stands in it', async ({
  page,
  login,
  person,
  onPhone,
}) => {
  await login.open();
  await login.signIn(person);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/session', async (route) => {
    await held;
    await route.continue();
  });

  const asked = page.waitForRequest('**/api/session');
  await page.goto('/orders', { waitUntil: 'commit' });
  const title = page.getByRole('banner').getByRole('link', { name: '業務代行クラウドシステム' });
  const menu = page.getByRole('navigation', { name: onPhone ? 'おもなメニュー' : 'メインメニュー' });
  await expect(menu.getByRole('link').first()).toHaveText('マイページ');
  await asked;
  await expect(title).toBeVisible();
  await expect(page.locator('body')).not.toContainText(person.customerId);
  const early = { labels: await menu.getByRole('link').allTextContents(), at: await title.boundingBox() };

  answer();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect(page.getByRole('banner')).toContainText(person.customerId);
  expect(await title.boundingBox()).toEqual(early.at);
  const labels = (await menu.getByRole('link').allTextContents()).map((label) => label.trim());
  expect(labels.slice(0, early.labels.length)).toEqual(early.labels.map((label) => label.trim()));
});
