import * as z from 'zod';

/**
 * What prevents a customer from having one working login: 複数あり, 未設定, 確認待ち, メール不達 (values of ログイン状況), or no phone on
 * file; without a phone a customer cannot reset the login without help.
 */
export const CAMPAIGN_CAUSES = ['several', 'none', 'invited', 'bouncing', 'no_phone'] as const;
export const campaignCause = z.enum(CAMPAIGN_CAUSES);
export type CampaignCause = z.infer<typeof campaignCause>;

/** How many customers have each cause. A customer may be counted in `no_phone` and in one of the other causes. */
export const causeCounts = z.strictObject({
  several: z.int(),
  none: z.int(),
  invited: z.int(),
  bouncing: z.int(),
  noPhone: z.int(),
});
export type CauseCounts = z.infer<typeof causeCounts>;

/** 統合済み is `consolidated` / `hadSeveral`: of the customers who came with several logins, how many have one now. */
const progress = { customers: z.int(), hadSeveral: z.int(), consolidated: z.int() };

/** The customers directly below one dealer. */
export const dealerProgress = z.strictObject({
  dealerId: z.string(),
  dealerName: z.string(),
  ...progress,
  causes: causeCounts,
});
export type DealerProgress = z.infer<typeof dealerProgress>;

/**
 * The board: totals for the whole network below the viewer, then each dealer; the dealers with the most work left
 * come first.
 */
export const campaignBoard = z.strictObject({
  /** `2027-03-31`: by this day every customer must have one login. */
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

/** 催促: for which cause and below which dealer reminders are sent; `all` means no restriction. */
export const reminderRequest = z.strictObject({
  cause: z.enum(['all', ...CAMPAIGN_CAUSES]),
  dealer: z.string().regex(/^(all|\d{8})$/, 'customer_id.malformed'),
});
export type ReminderRequest = z.infer<typeof reminderRequest>;

export const campaignQuery = campaignFilter.extend({
  /** `next` of the previous page: its last dealer and customer. */
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

/** 確認: the customers and dealers to whom reminders would be sent now. */
export const reminderPlan = z.strictObject({
  /** Customers with a confirmed mail address who were not reminded in the last seven days. */
  customers: z.int(),
  /** Customers without an address that can receive mail; their dealers are notified instead. */
  unreachable: z.int(),
  /** Number of dealers who get the summary. */
  dealers: z.int(),
  /** Minutes until the last reminder is sent. */
  minutes: z.int(),
});
export type ReminderPlan = z.infer<typeof reminderPlan>;

/** Progress of the reminders that the viewer started last; null before the first time. */
export const reminderProgress = z.strictObject({
  last: z.strictObject({ at: z.iso.datetime(), waiting: z.int(), sent: z.int(), failed: z.int() }).nullable(),
});
export type ReminderProgress = z.infer<typeof reminderProgress>;

/** 要対応 of the logged-in customer; `below` only for dealers and operators. */
export const attention = z.strictObject({
  /** Number of logins that still work: those of the old system, and the one login. */
  logins: z.int(),
  /** The customer's own mail address does not accept mail. */
  bouncing: z.boolean(),
  noPhone: z.boolean(),
  below: causeCounts.nullable(),
  /** New operators whom the viewer is allowed to approve. */
  operatorsWaiting: z.int(),
});
export type Attention = z.infer<typeof attention>;
