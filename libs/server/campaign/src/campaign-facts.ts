import type { CampaignCause, CampaignFilter, CauseCounts } from '@daiko/contracts';
import type { Sight } from '@daiko/server-network';

// What ログイン状況 is stands in the view; here is added what the campaign asks beside it.
const HAS_PHONE = `EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = below.customer_id
  AND contact_point.kind IN ('landline', 'mobile', 'ip_phone') AND contact_point.retired_at IS NULL)`;
const HAD_SEVERAL = `(SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = below.customer_id) >= 2`;

/** The customers below a viewer, not suspended, with what the campaign looks at. `$1`: the path, `$2`: the viewer. */
export const FACTS = `
  SELECT below.customer_id, below.name, below.parent_customer_id, below.login_status AS status,
         NOT ${HAS_PHONE} AS no_phone, ${HAD_SEVERAL} AS had_several
    FROM network_customer AS below
   WHERE below.path <@ $1::ltree AND below.customer_id <> $2 AND below.parent_customer_id IS NOT NULL
     AND below.login_status <> 'suspended'`;

export const COUNTED = `count(*)::int AS customers,
  count(*) FILTER (WHERE had_several)::int AS "hadSeveral",
  count(*) FILTER (WHERE had_several AND status <> 'several')::int AS consolidated,
  count(*) FILTER (WHERE status = 'several')::int AS several,
  count(*) FILTER (WHERE status = 'none')::int AS none,
  count(*) FILTER (WHERE status = 'invited')::int AS invited,
  count(*) FILTER (WHERE status = 'bouncing')::int AS bouncing,
  count(*) FILTER (WHERE no_phone)::int AS "noPhone"`;

export type Counted = CauseCounts & { customers: number; hadSeveral: number; consolidated: number };

export function causesOf({ several, none, invited, bouncing, noPhone }: CauseCounts): CauseCounts {
  return { several, none, invited, bouncing, noPhone };
}

/** The facts' first parameters. */
export function placeOf({ path, customerId }: Sight): [string, string] {
  return [path, customerId];
}

/** Narrows the facts: `$3` the cause, `$4` the dealer; without a cause, whoever has one. */
export const NARROWED = `
  CASE $3::text WHEN 'no_phone' THEN no_phone ELSE $3 = status
       END IS TRUE OR ($3 IS NULL AND (no_phone OR status IN ('several', 'none', 'invited', 'bouncing')))`;
export const OF_DEALER = '($4::text IS NULL OR parent_customer_id = $4)';

export function narrowingOf({ cause, dealer }: CampaignFilter): [string | null, string | null] {
  return [cause ?? null, dealer ?? null];
}

/** A customer's causes, from the row of its facts. */
export function causeList({ status, noPhone }: { status: string; noPhone: boolean }): CampaignCause[] {
  const causes: CampaignCause[] = [];
  if (status === 'several' || status === 'none' || status === 'invited' || status === 'bouncing')
    causes.push(status);
  return noPhone ? [...causes, 'no_phone'] : causes;
}
