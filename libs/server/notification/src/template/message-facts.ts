import type { CauseCounts, HelpDesk } from '@daiko/contracts';

/** A sign-in that the owner of the login should know about: when, with which device, and roughly from where. */
export interface UnusualSignIn {
  userAgent: string;
  /** The IP address; for IPv6 its /64. */
  address: string;
  isNewDevice: boolean;
  /** Wrong passwords right before the sign-in, over all addresses; 0 if there were too few to mention. */
  failuresBefore: number;
}

/** What the texts of a message may need. It is derived and read when the message is sent, and is stored nowhere. */
export interface MessageFacts {
  /** お客様名 of the receiver; null for a decoy. */
  customerName: string | null;
  /** お客様ID of the receiver; null for a decoy. */
  customerId: string | null;
  /** The name of the user who last registered the address of the login; null if there is none. */
  registeredBy: string | null;
  /** Whom to call: the upstream dealer, otherwise the head office; null if neither has a telephone on file. */
  helpDesk: HelpDesk | null;
  /** The customer that a notice to dealers and operators is about. */
  aboutCustomerId: string | null;
  aboutCustomerName: string | null;
  /** The day by which every customer should have one login, `2027-03-31`. */
  campaignDeadline: string;
  /** In summaries for dealers: the counts of customers directly below the receiver whose login is not in order. */
  below: CauseCounts | null;
  /** Six digits; empty in every message except a PIN. */
  pin: string;
  /**
   * The host named in the SMS of a PIN, so that the browser can fill it in (WebOTP); null if PIN_SMS_WEBOTP is off.
   */
  webOtpHost: string | null;
  /** Address of the mailed link, with the token in the fragment; empty if there is no link. */
  linkUrl: string;
  /** それは私ではありません */
  notMeUrl: string;
  /** 照合番号 */
  reference: string;
  /** Until when the PIN or the link is valid. */
  expiresAt: Date;
  /** When the reported event happened. */
  occurredAt: Date;
  /** Only in notices of a sign-in. */
  signIn: UnusualSignIn | null;
}

export interface MailText {
  subject: string;
  text: string;
}

/** The texts of a message, one function per possible channel. For voice, each sentence is spoken separately. */
export interface MessageTexts {
  voice?: (facts: MessageFacts) => string[];
  sms?: (facts: MessageFacts) => string;
  email?: (facts: MessageFacts) => MailText;
}
