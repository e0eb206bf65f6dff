// Kept separate from the contract so that a page can use these names without loading zod.

/** ログイン状況: 設定済み, 未設定, 確認待ち, 複数あり, メール不達, 停止中. */
export const LOGIN_STATUSES = ['active', 'none', 'invited', 'several', 'bouncing', 'suspended'] as const;
export type LoginStatus = (typeof LOGIN_STATUSES)[number];

/** Number of customers on one page of お客様検索, and in one load of the tree. */
export const CUSTOMER_PAGE = 50;
