import type { Settings } from '@daiko/server-platform';
import type { ClientBase } from 'pg';

const PASSWORD_OF = {
  daiko_api: 'DATABASE_API_PASSWORD',
  daiko_worker: 'DATABASE_WORKER_PASSWORD',
  daiko_auditor: 'DATABASE_AUDITOR_PASSWORD',
} as const satisfies Record<string, keyof Settings>;

/**
 * Lets the roles log in whose passwords are given; the others stay as they are.
 * @param client connected as who made the roles
 * @returns the roles that can log in with these passwords now
 */
export async function setRolePasswords(
  client: Pick<ClientBase, 'query'>,
  settings: Settings,
): Promise<string[]> {
  const given = Object.entries(PASSWORD_OF).flatMap(([role, setting]) => {
    const password = settings[setting];
    return password === undefined ? [] : [{ role, password }];
  });
  for (const { role, password } of given) {
    const text = `SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text) AS statement`;
    const { rows } = await client.query<{ statement: string }>(text, [role, password]);
    await client.query(rows[0]?.statement ?? '');
  }
  return given.map(({ role }) => role);
}
