import type { CauseCounts, HelpDesk } from '@daiko/contracts';

/** A sign-in that its owner should know of: when, with what, roughly where from. */
export interface UnusualSignIn {
  userAgent: string;
  /** IPv6 as its /64. */
  address: string;
  isNewDevice: boolean;
  /** Wrong passwords right before it, over all addresses; 0: too few to tell of. */
  failuresBefore: number;
}

/** What the texts of every message may need: derived and read when it is sent, kept nowhere. */
export interface MessageFacts {
  /** お客様名 of whom it goes to; null for a decoy. */
  customerName: string | null;
  /** お客様ID of whom it goes to; null for a decoy. */
  customerId: string | null;
  /** Who registered the address of the login last, by name; null where nobody did. */
  registeredBy: string | null;
  /** Whom to call about it: the upstream dealer, else the head office; null where neither has a telephone on file. */
  helpDesk: HelpDesk | null;
  /** Whom it tells of, in notices to dealers and operators. */
  aboutCustomerId: string | null;
  aboutCustomerName: string | null;
  /** By when every customer has one login, `2027-03-31`. */
  campaignDeadline: string;
  /** Of whom it goes to, in summaries for dealers: customers directly below whose login is not in order. */
  below: CauseCounts | null;
  /** Six digits; empty in every message but a PIN's. */
  pin: string;
  /** Host for which a PIN's SMS is meant, so that the browser can fill it in (WebOTP); null where PIN_SMS_WEBOTP is off. */
  webOtpHost: string | null;
  /** Address of the mailed link, token in the fragment; empty where there is none. */
  linkUrl: string;
  /** それは私ではありません */
  notMeUrl: string;
  /** 照合番号 */
  reference: string;
  /** Until when the PIN or link is good. */
  expiresAt: Date;
  /** When the thing told of happened. */
  occurredAt: Date;
  /** Of notices of a sign-in alone. */
  signIn: UnusualSignIn | null;
}

export interface MailText {
  subject: string;
  text: string;
}

/** A message's texts, one function per channel it can go by. Voice is sentences, each spoken by itself. */
export interface MessageTexts {
  voice?: (facts: MessageFacts) => string[];
  sms?: (facts: MessageFacts) => string;
  email?: (facts: MessageFacts) => MailText;
}
