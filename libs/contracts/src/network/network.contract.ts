import * as z from 'zod';
import { customerId } from '../readers/fields';
import { LOGIN_STATUSES } from '../auth/login-status';

export const loginStatus = z.enum(LOGIN_STATUSES);

/** Maximum length of a search text, in characters. */
export const SEARCH_TEXT_MAX = 100;

/** Code of a rank or of a member class, from the master data. */
const code = z.string().min(1, 'field.required').max(40, 'field.too_long');
const exactId = z.string().regex(/^\d{8}$/, 'customer_id.malformed');
const after = { after: exactId.optional() };

/** お客様検索: the search conditions. `query` is an お客様ID, name, kana or phone number as typed. */
export const customerFilter = z.strictObject({
  query: z.string().max(SEARCH_TEXT_MAX, 'field.too_long').optional(),
  /** お客様ID of the dealer directly above. */
  parent: customerId.optional(),
  rank: code.optional(),
  memberClass: code.optional(),
  login: loginStatus.optional(),
});
export type CustomerFilter = z.infer<typeof customerFilter>;

/** One page of the result, in the order of お客様ID. `after` is `next` of the previous page. */
export const customerSearch = customerFilter.extend(after);
export type CustomerSearch = z.infer<typeof customerSearch>;

export const foundCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  customerKana: z.string(),
  rankName: z.string(),
  /** Null if the dealer above is outside the viewer's scope. */
  parentDealerName: z.string().nullable(),
  /** 電話: the last four digits of the first phone number. */
  phoneEnding: z.string().nullable(),
  loginStatus,
  /** Number of logins of the customer, including those of the old system. */
  loginCount: z.int(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type FoundCustomer = z.infer<typeof foundCustomer>;

export const customerPage = z.strictObject({
  customers: z.array(foundCustomer),
  /** お客様ID to send as `after` for the next page; null on the last page. */
  next: z.string().nullable(),
});
export type CustomerPage = z.infer<typeof customerPage>;

/** A search by words or numbers counts its results only up to this number, because no user reads a longer list. */
export const COUNTED_AT_MOST = 1_000;

/** How many customers a search finds, by ログイン状況. The search condition `login` does not narrow this count. */
export const customerCounts = z.strictObject({
  /** If more than `COUNTED_AT_MOST` are found, this number is `COUNTED_AT_MOST`. */
  total: z.int(),
  /** Null if more customers are found than are counted. */
  byLogin: z.record(loginStatus, z.int()).nullable(),
});
export type CustomerCounts = z.infer<typeof customerCounts>;

/** The same list as CSV. */
export const csvExport = customerFilter.extend({ encoding: z.enum(['utf-8', 'shift_jis']) });
export type CsvExport = z.infer<typeof csvExport>;

/** The customers whose data would lose characters in Shift_JIS; shown before the file is created. */
export const exportLosses = z.strictObject({
  total: z.int(),
  /** The first hundred customers. */
  customers: z.array(
    z.strictObject({ customerId: z.string(), customerName: z.string(), lost: z.array(z.string()) }),
  ),
});
export type ExportLosses = z.infer<typeof exportLosses>;

const named = z.strictObject({ code: z.string(), name: z.string() });

/** Where the viewer's own network begins, and the values by which it can be filtered. */
export const network = z.strictObject({
  /** お客様ID at the top: for dealers their own, for operators that of the head office. */
  topCustomerId: z.string(),
  ranks: z.array(named),
  memberClasses: z.array(named),
});
export type Network = z.infer<typeof network>;

/** A customer as one step of a path. */
export const customerStep = z.strictObject({ customerId: z.string(), customerName: z.string() });
export type CustomerStep = z.infer<typeof customerStep>;

export const treeNode = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  rankName: z.string(),
  loginStatus,
  loginCount: z.int(),
  /** 直下: the number of customers directly below. */
  childCount: z.int(),
});
export type TreeNode = z.infer<typeof treeNode>;

export const childrenQuery = z.strictObject(after);
export type ChildrenQuery = z.infer<typeof childrenQuery>;

export const customerChildren = z.strictObject({
  /** The customer itself. */
  node: treeNode,
  /** The path from the top of the viewer's network down to the dealer above this customer. */
  above: z.array(customerStep),
  /** 配下: the number of all customers below, at any depth. */
  belowCount: z.int(),
  children: z.array(treeNode),
  next: z.string().nullable(),
});
export type CustomerChildren = z.infer<typeof customerChildren>;

/** A contact on file, masked as in 通知先選択. */
export const maskedContact = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['landline', 'mobile', 'ip_phone', 'unreachable_phone', 'email']),
  label: z.string(),
  confirmedAt: z.iso.datetime().nullable(),
  /** The time when the last delivery failed permanently. */
  failedAt: z.iso.datetime().nullable(),
});
export type MaskedContact = z.infer<typeof maskedContact>;

/** Whether the customer can reset login information without help. */
export const recoveryState = z.strictObject({
  /** `frozen`: the customer said それは私ではありません. `closed`: there were too many wrong PINs. */
  state: z.enum(['open', 'frozen', 'closed']),
  /** The time since which it is not open, if that is known. */
  since: z.iso.datetime().nullable(),
  /** The time when it opens by itself; null if a person has to reopen it. */
  until: z.iso.datetime().nullable(),
});
export type RecoveryState = z.infer<typeof recoveryState>;

/** What a dealer sees of a customer. It never contains a confirmed login ID or a whole contact. */
export const customerCard = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  customerKana: z.string(),
  kind: z.enum(['personal', 'corporate']),
  rankName: z.string(),
  memberClassName: z.string(),
  /** The path from the top of the viewer's network down to the dealer above. */
  above: z.array(customerStep),
  /** `251-0052`, or null. */
  postalCode: z.string().nullable(),
  address: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  contacts: z.array(maskedContact),
  loginStatus,
  loginCount: z.int(),
  /** An address that a dealer registered and that is not confirmed yet; null once it is confirmed. */
  invitedLoginId: z.string().nullable(),
  lastSignInAt: z.iso.datetime().nullable(),
  recovery: recoveryState,
  /** Only for an operator who waits for a second operator or was refused; null for all other customers. */
  appointment: z
    .strictObject({
      state: z.enum(['waiting', 'refused']),
      requestedByName: z.string(),
      requestedAt: z.iso.datetime(),
    })
    .nullable(),
  /** A customer who has a passkey cannot log in without one. */
  passkeyCount: z.int(),
  registeredAt: z.iso.datetime(),
  childCount: z.int(),
  belowCount: z.int(),
  /** False for the viewer's own record, which has to be changed in マイページ. */
  changeable: z.boolean(),
});
export type CustomerCard = z.infer<typeof customerCard>;

/** 上位店の変更, 入力 → 確認 → 完了. */
export const moveCustomerRequest = z.strictObject({ parentCustomerId: customerId });
export type MoveCustomerRequest = z.infer<typeof moveCustomerRequest>;

/** The same value in the URL, for 確認. */
export const moveCustomerQuery = z.strictObject({ parentCustomerId: customerId });
export type MoveCustomerQuery = z.infer<typeof moveCustomerQuery>;

/** What a move affects, shown before it (確認) and after it (完了). */
export const customerMove = z.strictObject({
  customer: customerStep,
  from: customerStep,
  to: customerStep,
  /** Number of customers who move, including the customer itself. */
  count: z.int(),
});
export type CustomerMove = z.infer<typeof customerMove>;

/** お客様ID in a URL. */
export const customerIdParameter = exactId;
