import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../postgres/server.ts';
import { System } from '../start/system.ts';

/** Limits that count per address, dealer or block of numbers: all tests have the same. */
const GENEROUS = {
  BUDGET_SMS_DAILY: '100000',
  BUDGET_VOICE_DAILY: '100000',
  BUDGET_DEALER_DAILY: '100000',
  BUDGET_PREFIX_DAILY: '100000',
  RUNS_PER_ADDRESS_HOURLY: '100000',
  RUNS_PER_ADDRESS_DAILY: '100000',
  VERIFICATIONS_PER_ADDRESS_MINUTE: '100000',
  SIGN_IN_FAILURES_PER_ADDRESS_HOURLY: '100000',
  SIGN_IN_ACCOUNTS_ALARM: '100000',
  SIGN_IN_FAILURES_ALARM: '100000',
};

/** What a test needs to reach of the system, as the environment hands it to the test processes. */
const NEEDED = ['E2E_BASE_URL', 'E2E_DATABASE_URL', 'E2E_STAND_INS_URL'] as const;

/**
 * Starts the whole system in a temporary folder, on free ports, with the demo network. A system that runs already is
 * used instead when all of E2E_BASE_URL, E2E_DATABASE_URL and E2E_STAND_INS_URL are given.
 * @returns how to stop it
 */
async function startSystem(): Promise<() => Promise<void>> {
  if (process.env['E2E_BASE_URL']) {
    const missing = NEEDED.filter((name) => !process.env[name]);
    if (missing.length > 0) throw new Error(`E2E_BASE_URL is given, ${missing.join(' and ')} not.`);
    return () => Promise.resolve();
  }
  const folder = mkdtempSync(join(tmpdir(), 'daiko-browser-'));
  chmodSync(folder, 0o755); // as root, the database runs as another account and has to come in
  const port = String(await freePort());
  Object.assign(process.env, GENEROUS, { PORT: port, OPS_PORT: '', PUBLIC_BASE_URL: '', APP_ENV: '' });
  const system = new System({ folder, fresh: false, watch: false, say: (sentence) => console.log(sentence) });
  const stop = async () => {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { address, environment } = await system.start();
    const found = [address, environment['DATABASE_URL'], environment['DEV_INBOX_URL']];
    for (const [index, name] of NEEDED.entries()) process.env[name] = found[index];
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

// eslint-disable-next-line no-restricted-syntax -- Playwright calls the default export of its global setup
export default startSystem;
