/**
 * The customer (お客様ID) whose pages the requesting tab shows. The request is refused if the session belongs to another
 * customer.
 */
export const SHOWN_CUSTOMER_HEADER = 'daiko-customer';

/**
 * Sent when a page makes a request by itself, without a user action: such a request does not keep the session alive.
 */
export const UNATTENDED_HEADER = 'daiko-unattended';
