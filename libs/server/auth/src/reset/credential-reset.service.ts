import { Injectable } from '@nestjs/common';
import type { OpenLoginIdResetRequest, OpenPasswordResetRequest, PinRun } from '@daiko/contracts';
import { PinRunService, PinService, type PinInput } from '@daiko/server-pin';
import { IdentificationService } from './identification.service';
import { MailLinkService } from '../mail-link/mail-link.service';
import { LinkMailService } from '../mail-link/link-mail.service';
import { DataSource } from 'typeorm';

/** The browser that sends 確認. */
export interface ResetOrigin {
  address: string;
  /** The previous run of this browser, which ends. */
  replaces?: string;
}

/** お問い合わせ: the steps from 確認 to the mail, for users who are not signed in. */
@Injectable()
export class CredentialResetService {
  constructor(
    private readonly db: DataSource,
    private readonly identification: IdentificationService,
    private readonly runs: PinRunService,
    private readonly pins: PinService,
    private readonly linkMails: LinkMailService,
    private readonly links: MailLinkService,
  ) {}

  /**
   * An unknown pair opens a decoy run, and the answer does not reveal that.
   * @throws AppError as `PinRunService.open`
   */
  async openLoginIdReset(
    { customerId, phone }: OpenLoginIdResetRequest,
    origin: ResetOrigin,
  ): Promise<{ token: string; run: PinRun }> {
    const known = await this.identification.byCustomerId(customerId, phone);
    const typed = { identifier: customerId, phone };
    return this.runs.open({ purpose: 'login_id_reset', customerId: known, typed, ...origin });
  }

  /** As `openLoginIdReset`. */
  async openPasswordReset(
    { email, phone }: OpenPasswordResetRequest,
    origin: ResetOrigin,
  ): Promise<{ token: string; run: PinRun }> {
    const known = await this.identification.byEmail(email, phone);
    const typed = { identifier: email, phone };
    return this.runs.open({ purpose: 'password_reset', customerId: known, typed, ...origin });
  }

  /** 送信: after a right PIN, a mail is sent to the new address. @throws AppError as `PinService.verify` */
  async completeLoginIdReset(input: Omit<PinInput, 'purpose'>, email: string): Promise<PinRun> {
    await this.pins.verify({ ...input, purpose: 'login_id_reset' }, (tx, verified) =>
      this.linkMails.sendLoginIdLink(tx, verified, email),
    );
    return this.runs.run(input.token);
  }

  /** 送信: after a right PIN, a mail is sent to the login ID. @throws AppError as `PinService.verify` */
  async completePasswordReset(input: Omit<PinInput, 'purpose'>): Promise<PinRun> {
    await this.pins.verify({ ...input, purpose: 'password_reset' }, (tx, verified) =>
      this.linkMails.sendPasswordLink(tx, verified),
    );
    return this.runs.run(input.token);
  }

  /**
   * はじめからやり直す, whatever the purpose of the run: the run ends, and the link in the mail that it led to becomes void.
   */
  async startOver(token: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ended = await this.runs.end(tx, token);
      if (ended !== undefined) await this.links.endOf(tx, ended);
    });
  }
}
