import type { DataSource } from 'typeorm';

/** Number of hashes that depend on one key of PEPPER_KEYS. */
export interface PepperUse {
  /** Null for hashes that were made before there was a pepper. */
  keyId: string | null;
  /** Customers' one logins (ログイン情報). */
  logins: number;
  /** Logins of the old system whose right password was given since the import. */
  legacyLogins: number;
}

/** Counts all hashes by the key that was used for them, in the order of the key ids. */
export async function pepperUse(db: DataSource): Promise<PepperUse[]> {
  return db.query<PepperUse[]>(SELECT_PEPPER_USE);
}

const KEY_ID = (column: string) => `substring(${column} from ',keyid=([A-Za-z0-9_-]+)[$]')`;

const SELECT_PEPPER_USE = `
  SELECT "keyId", count(*) FILTER (WHERE held = 'login')::int AS logins,
         count(*) FILTER (WHERE held = 'legacy')::int AS "legacyLogins"
  FROM (
    SELECT 'login' AS held, ${KEY_ID('password_hash')} AS "keyId" FROM credential WHERE password_hash IS NOT NULL
    UNION ALL
    SELECT 'legacy', ${KEY_ID('password_hash')} FROM legacy_login WHERE password_hash IS NOT NULL
  ) AS hashes
  GROUP BY "keyId" ORDER BY "keyId" NULLS LAST`;
