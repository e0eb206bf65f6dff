import * as z from 'zod';

/**
 * What stands in the way of one working login: 複数あり, 未設定, 確認待ち, メール不達 (the ログイン状況), and no phone on
 * file, without which nobody can reset the login alone.
 */
export const CAMPAIGN_CAUSES = ['several', 'none', 'invited', 'bouncing', 'no_phone'] as const;
export const campaignCause = z.enum(CAMPAIGN_CAUSES);
export type CampaignCause = z.infer<typeof campaignCause>;

/** How many customers have it; each customer may be in `no_phone` and in one of the others. */
export const causeCounts = z.strictObject({
  several: z.int(),
  none: z.int(),
  invited: z.int(),
  bouncing: z.int(),
  noPhone: z.int(),
});
export type CauseCounts = z.infer<typeof causeCounts>;

/** 統合済み `consolidated` / `hadSeveral`: of those who came with several logins, those who have one now. */
const progress = { customers: z.int(), hadSeveral: z.int(), consolidated: z.int() };

/** The customers directly below one dealer. */
export const dealerProgress = z.strictObject({
  dealerId: z.string(),
  dealerName: z.string(),
  ...progress,
  causes: causeCounts,
});
export type DealerProgress = z.infer<typeof dealerProgress>;

/** The board: the whole network below, and dealer by dealer, those with the most to do first. */
export const campaignBoard = z.strictObject({
  /** `2027-03-31`: by then everybody has one login. */
  deadline: z.iso.date(),
  daysLeft: z.int(),
  ...progress,
  causes: causeCounts,
  dealers: z.array(dealerProgress),
});
export type CampaignBoard = z.infer<typeof campaignBoard>;

const exactId = z.string().regex(/^\d{8}$/, 'customer_id.malformed');

export const campaignFilter = z.strictObject({
  cause: campaignCause.optional(),
  /** お客様ID of the dealer directly above. */
  dealer: exactId.optional(),
});
export type CampaignFilter = z.infer<typeof campaignFilter>;

/** 催促: of which cause, below which dealer; `all` leaves it open. */
export const reminderRequest = z.strictObject({
  cause: z.enum(['all', ...CAMPAIGN_CAUSES]),
  dealer: z.string().regex(/^(all|\d{8})$/, 'customer_id.malformed'),
});
export type ReminderRequest = z.infer<typeof reminderRequest>;

export const campaignQuery = campaignFilter.extend({
  /** `next` of the page before: its last dealer and customer. */
  after: z
    .string()
    .regex(/^\d{8}\.\d{8}$/, 'customer_id.malformed')
    .optional(),
});
export type CampaignQuery = z.infer<typeof campaignQuery>;

export const campaignCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  parentDealerName: z.string(),
  causes: z.array(campaignCause),
  remindedAt: z.iso.datetime().nullable(),
});
export type CampaignCustomer = z.infer<typeof campaignCustomer>;

export const campaignPage = z.strictObject({
  customers: z.array(campaignCustomer),
  next: z.string().nullable(),
});
export type CampaignPage = z.infer<typeof campaignPage>;

/** 確認: whom reminders would go to now. */
export const reminderPlan = z.strictObject({
  /** With a confirmed mail address, not reminded in the last seven days. */
  customers: z.int(),
  /** Without an address that a mail can go to: their dealers are told. */
  unreachable: z.int(),
  /** Dealers who get the summary. */
  dealers: z.int(),
  /** Until the last has gone out. */
  minutes: z.int(),
});
export type ReminderPlan = z.infer<typeof reminderPlan>;

/** How far the reminders of the viewer's last press are; null before the first. */
export const reminderProgress = z.strictObject({
  last: z.strictObject({ at: z.iso.datetime(), waiting: z.int(), sent: z.int(), failed: z.int() }).nullable(),
});
export type ReminderProgress = z.infer<typeof reminderProgress>;

/** 要対応 of whoever is signed in; `below` for dealers and operators. */
export const attention = z.strictObject({
  /** Logins of the old system that are still open, and the one login. */
  logins: z.int(),
  /** The own mail address does not take mails. */
  bouncing: z.boolean(),
  noPhone: z.boolean(),
  below: causeCounts.nullable(),
  /** New operators whom the viewer may approve. */
  operatorsWaiting: z.int(),
});
export type Attention = z.infer<typeof attention>;
