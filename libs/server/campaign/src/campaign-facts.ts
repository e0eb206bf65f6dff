import type { CampaignCause, CampaignFilter, CauseCounts } from '@daiko/contracts';

// The facts of a customer and the figures of a dealer are in views of the database; see ADR 23.

/**
 * The figures of the dealers at and below the viewer; each covers the customers directly below that dealer. `$1`: the
 * path.
 */
export const FIGURES = 'network_dealer_figure AS figure WHERE path <@ $1::ltree';

export const COUNTED = `
  coalesce(sum(several + none + invited + bouncing + active), 0)::int AS customers,
  coalesce(sum(had_several), 0)::int AS "hadSeveral",
  coalesce(sum(consolidated), 0)::int AS consolidated,
  coalesce(sum(several), 0)::int AS several,
  coalesce(sum(none), 0)::int AS none,
  coalesce(sum(invited), 0)::int AS invited,
  coalesce(sum(bouncing), 0)::int AS bouncing,
  coalesce(sum(no_phone), 0)::int AS "noPhone"`;

export type Counted = CauseCounts & { customers: number; hadSeveral: number; consolidated: number };

export function causesOf({ several, none, invited, bouncing, noPhone }: CauseCounts): CauseCounts {
  return { several, none, invited, bouncing, noPhone };
}

/** SQL for the number of customers with the cause `$2` in a dealer's figure; without a cause, with any cause. */
export const CASES = casesOf('');
/** The same, but only customers that a mail can reach. */
export const REACHABLE_CASES = casesOf('reachable_');
/** Narrows the figures to the dealer `$3`. */
export const OF_DEALER = '($3::text IS NULL OR dealer_id = $3::char(8))';
/** Narrows the facts of customers to the cause `$2`. */
export const OF_CAUSE = `
  CASE WHEN $2::text IS NULL THEN unsettled WHEN $2 = 'no_phone' THEN unsettled AND no_phone ELSE status = $2 END`;

/** The values for `$2` and `$3`. */
export function narrowingOf({ cause, dealer }: CampaignFilter): [string | null, string | null] {
  return [cause ?? null, dealer ?? null];
}

/** A customer's causes, from the row with the customer's facts. */
export function causeList({ status, noPhone }: { status: string; noPhone: boolean }): CampaignCause[] {
  const causes: CampaignCause[] = [];
  if (status === 'several' || status === 'none' || status === 'invited' || status === 'bouncing')
    causes.push(status);
  return noPhone ? [...causes, 'no_phone'] : causes;
}

function casesOf(prefix: string): string {
  const causes: CampaignCause[] = ['several', 'none', 'invited', 'bouncing', 'no_phone'];
  const counts = causes.map((cause) => `WHEN '${cause}' THEN ${prefix}${cause}`);
  return `CASE $2::text ${counts.join(' ')} ELSE ${prefix}unsettled END`;
}
