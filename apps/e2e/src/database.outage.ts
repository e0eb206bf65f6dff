import pg from 'pg';
import { addresses } from './fixture/addresses';
import { expect, test } from './fixture/test';

/** A server that cannot reach its database says so within this time, in milliseconds. */
const ANSWER_TIMEOUT_MS = 2_000;

test.describe('While the database is away', () => {
  test.afterEach(() => letIn(true));

  for (const [name, viewport] of [
    ['PC', { width: 1280, height: 800 }],
    ['スマホ', { width: 390, height: 844 }],
  ] as const) {
    test.describe(name, () => {
      test.use({ viewport });

      test('the login page keeps what was typed and says so, and signs in when it is back', async ({
        page,
        login,
        person,
        wellMade,
      }) => {
        await login.open();
        await letIn(false);
        const started = Date.now();
        const { loginId, password } = person;
        const answer = await page.request.post('/api/sessions', { data: { loginId, password } });
        expect(answer.status()).toBe(503);
        expect(Date.now() - started).toBeLessThan(ANSWER_TIMEOUT_MS);
        await login.enter(person);
        await expect(
          page.getByText(/現在、つながりにくくなっています|現在、システムにつながりません/).first(),
        ).toBeVisible();
        await expect(login.loginId).toHaveValue(person.loginId);
        await expect(login.password).toHaveValue(person.password);
        await wellMade();
        await letIn(true);
        await expect(async () => {
          await login.submit.click();
          await expect(page).toHaveURL(/\/mypage$/, { timeout: 2_000 });
        }).toPass();
      });

      test('a page of the signed-in says so, and comes back at its own address', async ({
        page,
        login,
        person,
        wellMade,
      }) => {
        await page.goto('/orders');
        await login.signIn(person);
        await letIn(false);
        await page.reload();
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/注文/);
        await expect(page.getByRole('main')).toContainText(/もう一度/);
        expect(new URL(page.url()).pathname).toBe('/orders');
        await wellMade();
        await letIn(true);
        await expect(async () => {
          await page.reload();
          await expect(page.getByRole('heading', { level: 1, name: '注文' })).toBeVisible({ timeout: 2_000 });
        }).toPass();
      });
    });
  }
});

/** Opens the database to connections, or ends all there are and lets no new ones in. */
async function letIn(open: boolean): Promise<void> {
  const url = new URL(addresses.database);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const server = new pg.Client({ connectionString: url.href });
  await server.connect();
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${open}`);
  if (!open) {
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  }
  await server.end();
}
