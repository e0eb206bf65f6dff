/** Says whose pages the asking tab shows (お客様ID). A session of anybody else does not answer it. */
export const SHOWN_CUSTOMER_HEADER = 'daiko-customer';

/** Sent where a page asks by itself, with nobody at hand: such a request does not keep the session alive. */
export const UNATTENDED_HEADER = 'daiko-unattended';
