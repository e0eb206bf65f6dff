import { readEmail, type ConsolidationLogin, type UnfitReason } from '@daiko/contracts';
import { maskEmail } from '@daiko/server-customer';
import type { EntityManager } from 'typeorm';

/** The ID of the one login in the list of several logins. */
export const CURRENT = 'current';

/** One of a customer's logins, and the reason why it cannot stay, if there is one. */
export interface OwnLogin {
  id: string;
  loginId: string;
  /** The address that would get the mail with the link; null if there is none. */
  email: string | null;
  userName: string | null;
  createdAt: Date | null;
  lastSignedInAt: Date | null;
  /** The address is known to be real, because it was confirmed in the old system or in this one. */
  isConfirmed: boolean;
  unfit: UnfitReason | null;
  sharedWith: { customerId: string; customerName: string }[];
}

/** The live logins of a customer: first the one login, if there is one, then the others, the last used first. */
export async function loginsOf(tx: Pick<EntityManager, 'query'>, customerId: string): Promise<OwnLogin[]> {
  const [current] = await tx.query<CurrentRow[]>(SELECT_CURRENT_LOGIN, [customerId]);
  const rows = await tx.query<LegacyRow[]>(SELECT_LEGACY_LOGINS, [customerId]);
  const legacy = rows.map((row) => legacyLogin(row, current !== undefined));
  if (current === undefined) return legacy;
  return [{ ...current, ...ONE_LOGIN, email: current.loginId }, ...legacy];
}

/** The logins as their owner may see them. */
export function shownLogins(logins: OwnLogin[]): ConsolidationLogin[] {
  const recommended = logins.find(({ unfit, isConfirmed }) => unfit === null && isConfirmed);
  return logins.map((login) => ({
    id: login.id,
    label: shownLoginId(login.loginId),
    userName: login.userName,
    createdAt: login.createdAt?.toISOString() ?? null,
    lastSignedInAt: login.lastSignedInAt?.toISOString() ?? null,
    isRecommended: login === recommended,
    unfit: login.unfit,
    sharedWith: login.sharedWith,
  }));
}

/** Masks an address. Any other login ID is shown completely. */
export function shownLoginId(loginId: string): string {
  const { value } = readEmail(loginId);
  return value === undefined ? loginId : maskEmail(value);
}

const ONE_LOGIN = { id: CURRENT, userName: null, isConfirmed: true, unfit: null, sharedWith: [] };

function legacyLogin(row: LegacyRow, hasCurrent: boolean): OwnLogin {
  const { isSuspended, isTaken, isShared, ...facts } = row;
  const email = readEmail(row.loginId).value ?? null;
  const reasons: [boolean, UnfitReason][] = [
    [hasCurrent, 'one_login_stays'],
    [email === null, 'not_email'],
    [isSuspended, 'suspended'],
    [isTaken, 'taken'],
    [isShared, 'shared'],
  ];
  return { ...facts, email, unfit: reasons.find(([stands]) => stands)?.[1] ?? null };
}

interface CurrentRow {
  loginId: string;
  createdAt: Date;
  lastSignedInAt: Date | null;
}

type LegacyRow = Omit<OwnLogin, 'email' | 'unfit'> & {
  isSuspended: boolean;
  isTaken: boolean;
  isShared: boolean;
};

const SELECT_CURRENT_LOGIN = `
  SELECT login_id AS "loginId", created_at AS "createdAt",
         (SELECT max(signed_in_at) FROM session
           WHERE session.customer_id = credential.customer_id AND legacy_login_id IS NULL) AS "lastSignedInAt"
  FROM credential WHERE customer_id = $1 AND state = 'active'`;

// Only other customers below the user are named. `isShared` also reveals that there are others, because otherwise the
// user could not solve the problem.
const SELECT_LEGACY_LOGINS = `
  SELECT own.id, own.login_id AS "loginId", own.user_name AS "userName", own.created_at AS "createdAt",
         own.last_signed_in_at AS "lastSignedInAt", own.suspended_at IS NOT NULL AS "isSuspended",
         EXISTS (SELECT FROM contact_point WHERE customer_id = own.customer_id AND value = own.folded_login_id
                   AND confirmed_at IS NOT NULL AND failed_at IS NULL AND retired_at IS NULL) AS "isConfirmed",
         EXISTS (SELECT FROM credential other
                  WHERE other.login_id = own.folded_login_id AND other.customer_id <> own.customer_id
                    AND (other.state <> 'invited' OR other.confirmed_at IS NOT NULL)) AS "isTaken",
         EXISTS (SELECT FROM legacy_login other WHERE other.folded_login_id = own.folded_login_id
                   AND other.customer_id <> own.customer_id AND other.retired_at IS NULL) AS "isShared",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('customerId', below.customer_id, 'customerName', below.name)
                                    ORDER BY below.customer_id), '[]')
            FROM legacy_login other JOIN customer below USING (customer_id)
           WHERE other.folded_login_id = own.folded_login_id AND other.customer_id <> own.customer_id
             AND other.retired_at IS NULL AND below.path <@ me.path) AS "sharedWith"
  FROM legacy_login own JOIN customer me USING (customer_id)
  WHERE own.customer_id = $1 AND own.retired_at IS NULL
  ORDER BY own.last_signed_in_at DESC NULLS LAST, own.id`;
