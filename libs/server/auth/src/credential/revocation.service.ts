import { Injectable } from '@nestjs/common';
import { PinRunService } from '@daiko/server-pin';
import type { EntityManager } from 'typeorm';
import { PasskeyStepService } from '../passkey/passkey-step.service';
import { MailLinkService } from '../mail-link/mail-link.service';
import { SessionService } from '../session/session.service';

/** What stays open when everything else ends. */
export interface Survivors {
  /** The run that led to the change. Its page continues to show the result. */
  challengeId?: string;
  /** The session in which the change was made. */
  sessionId?: string;
}

/** Ends a customer's sessions, runs and links in one transaction when login information changes. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly sessions: SessionService,
    private readonly runs: PinRunService,
    private readonly links: MailLinkService,
    private readonly steps: PasskeyStepService,
  ) {}

  /**
   * Ends runs and links for a new login ID or password, because the destinations of a PIN have changed. Call it under
   * `lockCustomer`.
   */
  async endRecoveryOf(tx: EntityManager, customerId: string): Promise<void> {
    await this.runs.endAllOf(tx, customerId);
    await this.links.endAllOf(tx, customerId, 'login_id', 'password');
  }

  /** Ends everything except the survivors. Call it under `lockCustomer`. */
  async endAllOf(tx: EntityManager, customerId: string, survivors: Survivors = {}): Promise<void> {
    await this.sessions.endAllOf(tx, customerId, survivors.sessionId);
    await this.steps.endAllOf(tx, customerId);
    await this.runs.endAllOf(tx, customerId, survivors.challengeId);
    await this.links.endAllOf(tx, customerId);
  }
}
