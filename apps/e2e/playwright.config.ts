import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

const CHROMIUM = '/usr/bin/chromium';

type Use = NonNullable<PlaywrightTestConfig['use']>;

/** The two screens of the announcement: PC and スマホ. */
const pc: Use = { viewport: { width: 1280, height: 800 } };
const phone: Use = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Tests of the whole running system in a browser. E2E_BASE_URL: of one that runs already; see tools/test/browser.setup.ts. */
export default defineConfig({
  testDir: 'src',
  testMatch: '*.e2e.ts',
  globalSetup: '../../tools/test/browser.setup.ts',
  outputDir: '../../test-results',
  reporter: [['list']],
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env['E2E_BASE_URL'],
    locale: 'ja-JP',
    // Not Japan: whatever time a page shows has to be Japan's all the same.
    timezoneId: 'America/New_York',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'pc', use: pc },
    // The phone has the slower processor and the slower line: what that does to a page is tested there only.
    { name: 'phone', testMatch: ['*.e2e.ts', '*.phone.ts'], use: phone },
    // Switch something for everybody, so they wait until nobody else needs it.
    { name: 'alone', testMatch: '*.alone.ts', use: pc, dependencies: ['pc', 'phone'], fullyParallel: false },
    // Takes the database away from everybody.
    { name: 'outage', testMatch: '*.outage.ts', dependencies: ['alone'], fullyParallel: false },
    ...(process.env['E2E_SCREENS'] ? screens() : []),
  ],
});

/** The pictures of docs/screens. All are of the same customer, so they are taken one after the other. */
function screens(): NonNullable<PlaywrightTestConfig['projects']> {
  const shared = { testMatch: '*.screens.ts', fullyParallel: false };
  return [
    { name: 'screens.pc', use: pc, ...shared },
    { name: 'screens.phone', use: phone, dependencies: ['screens.pc'], ...shared },
  ];
}
