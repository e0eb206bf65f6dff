import type { Channel } from '@daiko/contracts';

/** The PIN of one issue. The message carries the nonce, not the PIN. */
export interface PinMessage {
  template: 'pin';
  channel: Channel;
  /** Both are null for a decoy. A decoy passes the states of a real message and goes nowhere. */
  customerId: string | null;
  contactPointId: string | null;
  challengeId: string;
  destinationId: string;
  destinationKey: Buffer;
  keyId: string;
  nonce: Buffer;
  issue: number;
  expiresAt: Date;
}

/** Goes to the new address, which has to be confirmed through the link. */
export interface LoginIdLinkMessage {
  template: 'login_id_link' | 'consolidation_link';
  customerId: string;
  mailLinkId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** Goes out instead of a link when the new address is already a login ID. Its owner gets this message. */
export interface LoginIdTakenMessage {
  template: 'login_id_taken';
  /** The owner of the login ID. */
  customerId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** Goes to a mail contact on file, or to the login ID if `contactPointId` is null. */
export interface PasswordLinkMessage {
  template: 'password_link';
  customerId: string;
  contactPointId: string | null;
  mailLinkId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** Goes to a confirmed address of the customer after a dealer asked to change a contact. */
export interface ContactChangeLinkMessage {
  template: 'contact_change_link';
  customerId: string;
  contactPointId: string;
  mailLinkId: string;
  expiresAt: Date;
}

/** Goes to every contact of the customer, including those retired in the same transaction. */
export interface ChangeNotice {
  template:
    | 'login_id_changed'
    | 'password_changed'
    | 'login_set_up'
    | 'consolidated'
    | 'consolidation_undone'
    | 'passkey_added'
    | 'passkey_removed'
    | 'passkey_required'
    | 'passkey_optional'
    | 'recovery_codes_made'
    | 'recovery_code_used';
  customerId: string;
}

/** Goes to the address that a dealer registered. The customer is asked to set up the login. */
export interface LoginSetupMessage {
  template: 'login_setup_link';
  customerId: string;
  mailLinkId: string;
  expiresAt: Date;
}

/** Goes to the contacts that existed before a dealer changed one. */
export interface ContactNotice {
  template: 'contact_changed';
  customerId: string;
}

/** Goes to the confirmed mail contacts of a customer who was moved below another dealer. */
export interface MoveNotice {
  template: 'customer_moved';
  customerId: string;
}

/** Goes to the login ID after an unusual sign-in with it. The session's row says what was unusual. */
export interface SignInNotice {
  template: 'unusual_sign_in';
  customerId: string;
  sessionId: string;
}

/** Goes to the address that was confirmed last: the password no longer opens the login from an unknown browser. */
export interface ClosedNotice {
  template: 'password_closed';
  customerId: string;
}

/** Goes to the mail contacts of the upstream dealer and of the operators. */
export interface FreezeNotice {
  template: 'recovery_frozen';
  aboutCustomerId: string;
}

/**
 * Goes to the mail contacts of the users who may approve a waiting change of a contact; at most one an hour to each.
 */
export interface ApprovalNotice {
  template: 'contact_change_waiting';
  aboutCustomerId: string;
}

/** Goes to the mail contacts of the operators, except the new operator and the one who registered or approved it. */
export interface OperatorNotice {
  template: 'operator_registered' | 'operator_approved';
  aboutCustomerId: string;
}

/** Goes to the mail contacts of the upstream dealer. */
export interface BelowNotice {
  template: 'consolidated_below';
  aboutCustomerId: string;
}

/** Goes to a confirmed address of a customer whose login is not in order, when the campaign allows it. */
export interface CampaignReminder {
  template: 'campaign_reminder';
  customerId: string;
  contactPointId: string;
}

/** Goes to the mail contact of a dealer that was confirmed last. */
export interface CampaignSummary {
  template: 'campaign_summary';
  customerId: string;
}

export type NotificationMessage =
  | CampaignReminder
  | CampaignSummary
  | SignInNotice
  | ClosedNotice
  | ApprovalNotice
  | OperatorNotice
  | BelowNotice
  | PinMessage
  | LoginIdLinkMessage
  | LoginIdTakenMessage
  | PasswordLinkMessage
  | LoginSetupMessage
  | ContactChangeLinkMessage
  | ChangeNotice
  | ContactNotice
  | MoveNotice
  | FreezeNotice;

/** A recorded message. */
export interface RecordedNotification {
  id: string;
  channel: Channel;
  /** 照合番号, as it is shown on the page and below the text of the mail. */
  reference: string;
}
