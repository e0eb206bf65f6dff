import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { AppConfig, StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Alarms } from './alarms';
import type { DecoyTarget } from '../decoy/decoy-target';
import { blockKey, blockOf } from './destination-key';

/** What a budget covers: a block of numbers, the customers of a dealer, or everything. */
export type BudgetScope = 'prefix' | 'dealer' | 'all';

/** Why a message that costs money does not go out. */
export type BrakeReason = 'number' | BudgetScope;

/**
 * A number in Japan that may belong to a person: not 0120, 0800, 0570, 0990, 020 or 0600 (JP-2), even if such a
 * number is on file.
 */
const PERSONS_NUMBER = /^\+81(?!120|800|570|990|20|600)[1-9]\d{8,9}$/;

/**
 * Daily limits for SMS and calls: per block of numbers, per dealer, and in total. Each limit is one conditional
 * statement, so any number of workers together stay below it. The narrowest limit comes first, so a message that it
 * refuses takes nothing from the wider ones. Mail costs nothing and is never refused.
 */
@Injectable()
export class SendBudget {
  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
  ) {}

  /** Spends budget for one message. @returns why the message must not go out; undefined when it may */
  async spend(
    notificationId: string,
    channel: Channel,
    destination: string,
  ): Promise<BrakeReason | undefined> {
    if (channel === 'email') return undefined;
    if (!PERSONS_NUMBER.test(destination)) return 'number';
    const { BUDGET_PREFIX_DAILY, BUDGET_DEALER_DAILY } = this.config.values;
    if (!(await this.take('prefix', blockOf(destination), BUDGET_PREFIX_DAILY))) return 'prefix';
    if (!(await this.take('dealer', await this.dealerOf(notificationId), BUDGET_DEALER_DAILY)))
      return 'dealer';
    return (await this.take('all', channel, this.mostOf(channel))) ? undefined : 'all';
  }

  /**
   * Whether a message to a decoy's destination would be refused now. Decoys use no budget: otherwise strangers could
   * use it up although no message goes out.
   */
  async wouldRefuse(channel: Channel, { block, dealer }: DecoyTarget): Promise<boolean> {
    if (channel === 'email') return false;
    const { BUDGET_PREFIX_DAILY, BUDGET_DEALER_DAILY } = this.config.values;
    const spent = await this.db.query<{ scope: BudgetScope; subject: string }[]>(SELECT_SPENT, [
      channel,
      this.mostOf(channel),
      dealer,
      BUDGET_DEALER_DAILY,
      BUDGET_PREFIX_DAILY,
    ]);
    return spent.some(
      ({ scope, subject }) =>
        scope !== 'prefix' || blockKey(this.stable, subject).toString('base64') === block,
    );
  }

  private mostOf(channel: 'sms' | 'voice'): number {
    const { BUDGET_SMS_DAILY, BUDGET_VOICE_DAILY } = this.config.values;
    return channel === 'sms' ? BUDGET_SMS_DAILY : BUDGET_VOICE_DAILY;
  }

  /** The 上位店 of the customer who gets the message. The head office is its own dealer. */
  private async dealerOf(notificationId: string): Promise<string> {
    const [row] = await this.db.query<{ dealer: string }[]>(
      `SELECT COALESCE(parent_customer_id, customer_id) AS dealer
         FROM notification JOIN customer USING (customer_id) WHERE id = $1`,
      [notificationId],
    );
    return row?.dealer ?? 'none';
  }

  private async take(scope: BudgetScope, subject: string, most: number): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(UPSERT_BUDGET, [scope, subject, most]);
    if (rows.length === 1) return true;
    await this.alarms.raise('budget.spent', `${scope}/${subject}`);
    return false;
  }
}

/** A day ends at midnight in Japan. */
const TODAY = `(now() AT TIME ZONE 'Asia/Tokyo')::date`;
const UPSERT_BUDGET = `
  INSERT INTO message_budget AS today (day, scope, subject, used) VALUES (${TODAY}, $1, $2, 1)
  ON CONFLICT (day, scope, subject) DO UPDATE SET used = today.used + 1 WHERE today.used < $3
  RETURNING 1`;
const SELECT_SPENT = `
  SELECT scope, subject FROM message_budget
   WHERE day = ${TODAY} AND (scope = 'all' AND subject = $1 AND used >= $2
      OR scope = 'dealer' AND subject = $3 AND used >= $4
      OR scope = 'prefix' AND used >= $5)`;
