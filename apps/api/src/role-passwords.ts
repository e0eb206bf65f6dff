import type { Settings } from '@daiko/server-platform';
import type { ClientBase } from 'pg';

const PASSWORD_OF = {
  daiko_api: 'DATABASE_API_PASSWORD',
  daiko_worker: 'DATABASE_WORKER_PASSWORD',
  daiko_auditor: 'DATABASE_AUDITOR_PASSWORD',
} as const satisfies Record<string, keyof Settings>;

/**
 * Allows login for the roles whose passwords are given; the other roles stay unchanged.
 * @param client connected as the role that created these roles
 * @returns the roles that can now log in with these passwords
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
