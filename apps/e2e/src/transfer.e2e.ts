import { expect, test } from './fixture/test';

/** What the login page may cost a phone on a poor line, in bytes (screen specification S-16). */
const LOGIN_BUDGET = 100_000;

test.describe('The first visit', () => {
  test('to the login page transfers at most 100 kB', async ({ page, context, login }) => {
    const browser = await context.newCDPSession(page);
    await browser.send('Network.enable');
    await browser.send('Network.setCacheDisabled', { cacheDisabled: true });
    let transferred = 0;
    browser.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
    await page.goto('/login', { waitUntil: 'networkidle' });
    await expect(login.submit).toBeVisible();
    expect(transferred).toBeGreaterThan(10_000);
    expect(transferred).toBeLessThanOrEqual(LOGIN_BUDGET);
  });

  test('to the login page can be used within three seconds on a slow line', async ({
    page,
    context,
    login,
  }) => {
    const browser = await context.newCDPSession(page);
    // Slow 4G, as Lighthouse has it.
    await browser.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: (1_600 * 1_024) / 8,
      uploadThroughput: (750 * 1_024) / 8,
    });
    await page.goto('/login');
    await expect(login.submit).toBeVisible();
    const usable = await page.evaluate(() => performance.now());
    expect(usable).toBeLessThan(3_000);
  });
});
