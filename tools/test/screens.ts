import { build } from '../start/build.ts';
import { succeeds } from './step.ts';

/** `npm run screens`: takes the pictures of docs/screens anew, at both sizes. */
await build(() => undefined);
const projects = ['--project', 'screens.pc', '--project', 'screens.phone'];
const ok = await succeeds('playwright', ['test', '-c', 'apps/e2e/playwright.config.ts', ...projects], {
  E2E_SCREENS: '1',
});
process.exitCode = ok ? 0 : 1;
