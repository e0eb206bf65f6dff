import type { Channel } from '@daiko/contracts';

/** The PIN of one issue. The nonce goes along, the PIN does not. */
export interface PinMessage {
  template: 'pin';
  channel: Channel;
  /** Both null: a decoy. It walks through the states of a real one and goes nowhere. */
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

/** To the new address, which is to answer. */
export interface LoginIdLinkMessage {
  template: 'login_id_link' | 'consolidation_link';
  customerId: string;
  mailLinkId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** Instead of a link, when the new address is somebody's login ID already: to that somebody. */
export interface LoginIdTakenMessage {
  template: 'login_id_taken';
  /** Whose login ID it is. */
  customerId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** To a mail contact on file; to the login ID where `contactPointId` is null. */
export interface PasswordLinkMessage {
  template: 'password_link';
  customerId: string;
  contactPointId: string | null;
  mailLinkId: string;
  challengeId: string | null;
  expiresAt: Date;
}

/** To a confirmed address of the customer: a dealer asked to change a contact. */
export interface ContactChangeLinkMessage {
  template: 'contact_change_link';
  customerId: string;
  contactPointId: string;
  mailLinkId: string;
  expiresAt: Date;
}

/** To every contact of the customer, those retired in the same transaction included. */
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

/** To the address that a dealer registered: the customer is to set the login up. */
export interface LoginSetupMessage {
  template: 'login_setup_link';
  customerId: string;
  mailLinkId: string;
  expiresAt: Date;
}

/** To the contacts that were there before a dealer changed one. */
export interface ContactNotice {
  template: 'contact_changed';
  customerId: string;
}

/** To the confirmed mail contacts of a customer who was moved below somebody else. */
export interface MoveNotice {
  template: 'customer_moved';
  customerId: string;
}

/** To the login ID: somebody signed in by it, unusually. What was unusual stands in the session's row. */
export interface SignInNotice {
  template: 'unusual_sign_in';
  customerId: string;
  sessionId: string;
}

/** To the address that answered last: no password opens from an unknown browser any more. */
export interface ClosedNotice {
  template: 'password_closed';
  customerId: string;
}

/** To the mail contacts of the upstream dealer and of the operators. */
export interface FreezeNotice {
  template: 'recovery_frozen';
  aboutCustomerId: string;
}

/** To the mail contacts of those who may approve the change of a contact that waits; one an hour to each. */
export interface ApprovalNotice {
  template: 'contact_change_waiting';
  aboutCustomerId: string;
}

/** To the mail contacts of the operators, except the new one and who registered or approved it. */
export interface OperatorNotice {
  template: 'operator_registered' | 'operator_approved';
  aboutCustomerId: string;
}

/** To the mail contacts of the upstream dealer. */
export interface BelowNotice {
  template: 'consolidated_below';
  aboutCustomerId: string;
}

/** To a customer whose login is not in order, at a confirmed address; it goes out when the campaign lets it. */
export interface CampaignReminder {
  template: 'campaign_reminder';
  customerId: string;
  contactPointId: string;
}

/** To the confirmed mail contacts of a dealer. */
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

/** A message on record. */
export interface RecordedNotification {
  id: string;
  channel: Channel;
  /** 照合番号, as on the page and below the mail's text. */
  reference: string;
}
