import { NEW_PASSWORD } from './fixture/people';
import { expect, test } from './fixture/test';
import { expectNoSidewaysScroll } from './fixture/well-made';
import { BY_SMS } from './screen/pin-part';

const PUBLIC_PAGES = [
  '/login',
  '/inquiry',
  '/inquiry/login-id',
  '/announcements/2026-login',
  '/help',
  '/maintenance',
  '/no-such-page',
];
const OWN_PAGES = [
  '/mypage',
  '/mypage/credential',
  '/mypage/credential/login-id',
  '/mypage/credential/password',
  '/orders',
  '/sitemap',
  '/help',
];

test.describe('A narrow window', () => {
  test.use({
    // On the phone what WCAG 1.4.10 asks for; on the PC a window of 1280 px at 200 %.
    viewport: async ({ isMobile }, use) =>
      use(isMobile ? { width: 320, height: 640 } : { width: 640, height: 400 }),
    deviceScaleFactor: async ({ isMobile }, use) => use(isMobile ? 1 : 2),
  });

  test('no page has to be scrolled sideways', async ({ page, login, person }) => {
    for (const address of PUBLIC_PAGES) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoSidewaysScroll(page);
    }
    await login.open();
    await login.signIn(person);
    for (const address of OWN_PAGES) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoSidewaysScroll(page);
    }
  });

  test('a password is reset without scrolling sideways', async ({
    page,
    login,
    inquiry,
    mailed,
    inbox,
    person,
  }) => {
    await page.goto('/inquiry/password');
    const reset = inquiry.passwordReset;
    await reset.confirm.click();
    await expect(page.locator('#error-summary')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await reset.identifyAs(person);
    await reset.pin.picker.waitFor();
    await expectNoSidewaysScroll(page);
    await reset.pin.ask(BY_SMS);
    await expect(reset.pin.track).toContainText('届きました');
    await expectNoSidewaysScroll(page);
    await reset.pin.code.fill(await inbox.nextPin(person.mobile, 'sms'));
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await mailed.follow(await inbox.nextLink(person.loginId, 'reset', 'パスワードの再設定'));
    await mailed.newPassword.fill(NEW_PASSWORD);
    await expectNoSidewaysScroll(page);
    await mailed.setPassword.click();
    await login.submit.waitFor();
    await expectNoSidewaysScroll(page);
  });
});
