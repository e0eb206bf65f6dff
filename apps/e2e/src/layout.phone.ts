import type { Page } from '@playwright/test';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLayoutShift, slowDown, watchLayoutShift } from './fixture/layout-shift';
import { DEMO, OPERATOR } from './fixture/people';
import { expect, test } from './fixture/test';

/** The most that a page may move by itself while it is loading. Web Vitals call twice as much good. */
const LIMIT = 0.05;

const PUBLIC_PAGES = [
  '/login',
  '/login/passkey',
  '/reset',
  '/setup',
  '/confirm',
  '/consolidate',
  '/contact-change',
  '/not-me',
  '/inquiry',
  '/inquiry/login-id',
  '/inquiry/password',
  '/announcements/2026-login',
  '/help',
  '/maintenance',
  '/no-such-page',
];
const OWN_PAGES = [
  '/mypage',
  '/mypage/credential',
  '/mypage/credential/departure',
  '/mypage/credential/login-id',
  '/mypage/credential/password',
  '/consolidation',
  '/orders',
  '/sitemap',
  '/inquiry/login-id',
  '/announcements/2026-login',
];
const DEALER_PAGES = [
  '/masters',
  '/masters/customers',
  '/masters/customers/tree',
  '/masters/customers/new',
  '/masters/customers/01058741',
  '/masters/customers/01058749/move',
  '/masters/customers/01058793/contacts',
  '/masters/customers/01058741/login',
  '/masters/approvals',
  '/masters/campaign',
];
const OPERATOR_PAGES = [
  '/mypage',
  '/masters/approvals',
  '/masters/campaign',
  '/masters/import',
  '/masters/consolidations',
  '/masters/customers/01058791/timeline',
  '/ops',
  '/ops/messages',
  '/ops/outages/voice',
];

test.describe('On a slow phone no page moves by itself while it is loading', () => {
  test.slow();
  test.beforeEach(({ page }) => watchLayoutShift(page));

  test('for everybody', async ({ page }) => {
    await slowDown(page);
    await expectStill(page, PUBLIC_PAGES);
  });

  for (const [whose, person, pages] of [
    ['the signed-in', DEMO, OWN_PAGES],
    ['dealers', DEMO, DEALER_PAGES],
    ['operators', OPERATOR, OPERATOR_PAGES],
  ] as const)
    test(`for ${whose}`, async ({ page, login }) => {
      await login.open();
      await login.signIn(person);
      await slowDown(page);
      await expectStill(page, pages);
    });

  test('and each address of the routes is among them', () => {
    const opened = [...PUBLIC_PAGES, ...OWN_PAGES, ...DEALER_PAGES, ...OPERATOR_PAGES];
    const patterns = routePaths().map((path) => new RegExp(`^/${path.replace(/:\w+/g, '[^/]+')}$`));
    expect(patterns.length).toBeGreaterThan(30);
    expect(patterns.filter((pattern) => !opened.some((path) => pattern.test(path)))).toEqual([]);
  });
});

/** Opens each page and waits until it is complete: everything fetched, no skeleton left. */
async function expectStill(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect(page.locator('[aria-busy="true"], ui-skeleton')).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    const { score, moves } = await readLayoutShift(page);
    const found = moves.map((move) => `${move.score.toFixed(3)}: ${move.parts.join(', ')}`);
    expect.soft(score, [`${path} moves`, ...found].join('\n')).toBeLessThanOrEqual(LIMIT);
  }
}

/** As the client's libraries have them: `masters/customers/:customerId`. */
function routePaths(): string[] {
  const root = join(import.meta.dirname, '../../..');
  return globSync('libs/client/*/src/*.routes.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^ +(?:\{ )?path: '([^']+)'/gm)].map(
      ([, path = '']) => path,
    ),
  );
}
