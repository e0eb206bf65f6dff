import { Injectable } from '@nestjs/common';
import type { CauseCounts, HelpDesk } from '@daiko/contracts';
import { AppConfig, SecretDeriver } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { HelpDeskService } from '../contact/help-desk.service';
import type { Template } from '../outbox/notification.entity';
import { notMeToken } from '../contact/not-me-link';
import type { MessageFacts, UnusualSignIn } from '../template/message-facts';
import { publicBase } from '../webhook/webhook-urls';
import { webOtpHost } from './web-otp-host';

/** A message with everything that is needed to send it. It exists only while it is sent and is never stored. */
export interface ReadMessage {
  id: string;
  template: Template;
  /** E.164 or address; null for a decoy. */
  destination: string | null;
  /** Time of the first attempt. From then on a provider may know the message. */
  sendingAt: Date;
  createdAt: Date;
  /** The mailed link was used or replaced in the meantime, so this message is no longer needed. */
  isMoot: boolean;
  facts: MessageFacts;
}

interface Row extends Omit<ReadMessage, 'facts'> {
  challengeId: string | null;
  keyId: string;
  nonce: Buffer | null;
  reference: string;
  notAfter: Date;
  customerName: string | null;
  customerId: string | null;
  registeredBy: string | null;
  aboutCustomerId: string | null;
  aboutCustomerName: string | null;
  below: CauseCounts | null;
  linkId: string | null;
  linkPurpose: keyof typeof PAGE_OF_LINK | null;
  linkKeyId: string;
  linkNonce: Buffer;
  signIn: UnusualSignIn | null;
}

const PAGE_OF_LINK = {
  login_id: 'confirm',
  password: 'reset',
  setup: 'setup',
  consolidation: 'consolidate',
  contact_change: 'contact-change',
} as const;

/** Builds a message from its row. Only here do the PIN and the link token exist as text before they are sent. */
@Injectable()
export class MessageReader {
  constructor(
    private readonly db: DataSource,
    private readonly deriver: SecretDeriver,
    private readonly config: AppConfig,
    private readonly helpDesk: HelpDeskService,
  ) {}

  /** @returns undefined when there is no such message */
  async read(notificationId: string): Promise<ReadMessage | undefined> {
    const [row] = await this.db.query<Row[]>(SELECT_MESSAGE, [notificationId]);
    if (row === undefined) return undefined;
    const helpDesk = row.customerId === null ? null : await this.helpDesk.of(row.customerId);
    return { ...row, facts: this.facts(row, helpDesk) };
  }

  private facts(row: Row, helpDesk: HelpDesk | null): MessageFacts {
    return {
      customerName: row.customerName,
      customerId: row.customerId,
      registeredBy: row.registeredBy,
      helpDesk,
      aboutCustomerId: row.aboutCustomerId,
      aboutCustomerName: row.aboutCustomerName,
      campaignDeadline: this.config.values.CAMPAIGN_DEADLINE,
      below: row.below,
      pin: this.pin(row),
      webOtpHost: webOtpHost(this.config),
      linkUrl: this.linkUrl(row),
      notMeUrl: this.page('not-me', notMeToken(this.deriver, row)),
      reference: row.reference,
      expiresAt: row.notAfter,
      occurredAt: row.createdAt,
      signIn: row.signIn,
    };
  }

  private pin({ template, challengeId, keyId, nonce }: Row): string {
    if (template !== 'pin' || challengeId === null || nonce === null) return '';
    return this.deriver.pin(keyId, challengeId, nonce);
  }

  private linkUrl({ linkId, linkPurpose, linkKeyId, linkNonce }: Row): string {
    if (linkId === null || linkPurpose === null) return '';
    return this.page(PAGE_OF_LINK[linkPurpose], this.deriver.linkToken(linkKeyId, linkId, linkNonce));
  }

  /**
   * The host comes from the settings, never from a request. The token is in the fragment, which no server log
   * contains.
   */
  private page(path: string, token: string): string {
    return `${publicBase(this.config)}/${path}#t=${token}`;
  }
}

// The same counts as on the board of the campaign, at the time when the mail goes out.
const SELECT_COUNTS_BELOW = `
  SELECT jsonb_build_object(
           'several', several, 'none', none, 'invited', invited, 'bouncing', bouncing, 'noPhone', no_phone)
    FROM dealer_count WHERE dealer_id = message.customer_id`;

// A PIN goes to a contact on file or nowhere. A message about a login goes to the login's address if it names no
// contact.
const SELECT_MESSAGE = `
  SELECT message.id, template, message.sending_at AS "sendingAt", message.created_at AS "createdAt",
         CASE WHEN template = 'pin' THEN contact.value
              ELSE COALESCE(contact.value, link.email, credential.login_id) END AS destination,
         COALESCE(link.used_at, link.superseded_at) IS NOT NULL AS "isMoot",
         message.challenge_id AS "challengeId", message.key_id AS "keyId", message.nonce, reference,
         not_after AS "notAfter", recipient.name AS "customerName",
         message.customer_id AS "customerId", registrant.name AS "registeredBy",
         about_customer_id AS "aboutCustomerId", about.name AS "aboutCustomerName",
         CASE WHEN template = 'campaign_summary' THEN (${SELECT_COUNTS_BELOW}) END AS below,
         link.id AS "linkId", link.purpose AS "linkPurpose", link.key_id AS "linkKeyId", link.nonce AS "linkNonce",
         CASE WHEN session.id IS NOT NULL THEN json_build_object('userAgent', session.user_agent,
           'address', text(session.address), 'isNewDevice', session.new_device,
           'failuresBefore', session.failures_before) END AS "signIn"
    FROM notification AS message
    LEFT JOIN contact_point AS contact ON contact.id = contact_point_id
    LEFT JOIN mail_link AS link ON link.id = mail_link_id
    LEFT JOIN customer AS recipient ON recipient.customer_id = message.customer_id
    LEFT JOIN customer AS about ON about.customer_id = about_customer_id
    LEFT JOIN session ON session.id = message.session_id
    LEFT JOIN credential ON credential.customer_id = message.customer_id
    LEFT JOIN customer AS registrant ON registrant.customer_id = setup_requested_by
   WHERE message.id = $1`;
