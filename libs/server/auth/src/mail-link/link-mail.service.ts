import { Injectable } from '@nestjs/common';
import { maskEmail } from '@daiko/server-customer';
import { NotificationOutbox, type RecordedNotification } from '@daiko/server-notification';
import { PinRunService, type Verified } from '@daiko/server-pin';
import type { EntityManager } from 'typeorm';
import { Credential } from '../credential/credential.entity';
import { LoginIdOwners } from '../credential/login-id-owners';
import { MailLinkService } from './mail-link.service';

/** Sends a link by mail after a right PIN. It runs in the transaction that uses up the PIN and locks the customer. */
@Injectable()
export class LinkMailService {
  constructor(
    private readonly addresses: LoginIdOwners,
    private readonly links: MailLinkService,
    private readonly runs: PinRunService,
    private readonly outbox: NotificationOutbox,
  ) {}

  /**
   * Sends a mail to a new address to confirm it. If it is the login ID of another customer, that customer is notified
   * instead; the page, the statements and the answer stay the same.
   */
  async sendLoginIdLink(tx: EntityManager, verified: Verified, email: string): Promise<void> {
    const { customerId, challengeId } = verified;
    const owner = await this.addresses.ownerOf(tx, email);
    const link = await this.links.issue(tx, { purpose: 'login_id', customerId, challengeId, email });
    const { expiresAt } = link;
    const isTaken = owner !== null && owner !== customerId;
    const recorded = await this.outbox.enqueue(
      tx,
      isTaken
        ? { template: 'login_id_taken', customerId: owner, challengeId, expiresAt }
        : { template: 'login_id_link', customerId, mailLinkId: link.id, challengeId, expiresAt },
    );
    await this.show(tx, challengeId, email, recorded, expiresAt);
  }

  /** Sends a link for a new password to the login ID. */
  async sendPasswordLink(tx: EntityManager, verified: Verified): Promise<void> {
    const { customerId, challengeId } = verified;
    const { loginId } = await tx.findOneByOrFail(Credential, { customerId });
    const link = await this.links.issue(tx, { purpose: 'password', customerId, challengeId, email: null });
    const { id: mailLinkId, expiresAt } = link;
    const recorded = await this.outbox.enqueue(tx, {
      template: 'password_link',
      customerId,
      contactPointId: null,
      mailLinkId,
      challengeId,
      expiresAt,
    });
    await this.show(tx, challengeId, loginId, recorded, expiresAt);
  }

  private async show(
    tx: EntityManager,
    challengeId: string,
    email: string,
    [mail]: RecordedNotification[],
    expiresAt: Date,
  ): Promise<void> {
    if (mail === undefined) throw new Error('a mail was recorded without a row');
    const sentToMasked = maskEmail(email);
    await this.runs.mailSent(tx, challengeId, { sentToMasked, notificationId: mail.id, expiresAt });
  }
}
