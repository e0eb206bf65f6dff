import { expect, test } from './fixture/test';

test('who signs in after a new version took the old one away is told so', async ({
  page,
  login,
  person,
  tolerated,
}) => {
  tolerated.push(/Failed to fetch dynamically imported module/);
  await login.open();
  await page.route('**/*.js', (route) => route.fulfill({ status: 404 }));
  await login.enter(person);
  await expect(page.getByRole('heading', { level: 1, name: '画面を表示できませんでした' })).toBeVisible();
  // The address is the wanted page's, for another try.
  await expect(page).toHaveURL(/\/mypage$/);
});
