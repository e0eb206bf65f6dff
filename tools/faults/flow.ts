import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '../stand-ins/inbox.ts';
import { control, submissionsOf } from '../stand-ins/testing.ts';
import { judge, type Promised, type Verdict } from './checker.ts';
import { eventually } from './eventually.ts';
import type { Person } from './person.ts';
import type { Rig } from './rig.ts';

/** A call rings before it is heard, in milliseconds. */
const RINGING = 15_000;

/** What is done to the rig by people and providers while faults happen. */
export class Flow {
  private readonly rig: Rig;

  constructor(rig: Rig) {
    this.rig = rig;
  }

  /** Somebody to whom the API said that a PIN is on its way. @throws when it said anything else */
  async promise(channel: Channel, person = this.rig.nextPerson()): Promise<Promised> {
    const identified = await person.identify();
    if (identified.status !== 201) throw new Error(`確認 was answered with ${identified.text}`);
    const issued = await person.issuePin(channel);
    if (issued.status !== 202) throw new Error(`the PIN was answered with ${issued.text}`);
    return { person, channel };
  }

  /** What a provider does with the next messages to somebody. */
  async plan(channel: Channel, plan: { mode: string; to?: string; times?: number; milliseconds?: number }) {
    await control(this.rig.standIns, 'PUT', `${channel}/plan`, plan);
  }

  /** Waits until a provider has been handed so many messages for somebody, answered or not. */
  async handedOver(to: string, times: number, patience: number): Promise<void> {
    await eventually(`${String(times)} messages handed over to ${to}`, patience, async () => {
      const { submissions } = await submissionsOf(this.rig.standIns);
      return submissions.filter((one) => one.to === to).length >= times || undefined;
    });
  }

  /** Waits until no PIN is under way any more. @returns by address: milliseconds since 1970 when it was known as sent */
  async settled(patience: number): Promise<Map<string, number>> {
    const { value } = await eventually('every message at its end', patience, () =>
      this.rig.inDatabase(async (client) => {
        const { rows } = await client.query<{ to: string; sent: Date | null; open: boolean }>(SETTLED);
        if (rows.some(({ open }) => open)) return undefined;
        return new Map(rows.map(({ to, sent }) => [to, sent?.getTime() ?? Number.NaN]));
      }),
    );
    return value;
  }

  /** Waits until every call is known to have ended, well or not. */
  async callsOver(patience: number): Promise<void> {
    await eventually('every call over', patience, () =>
      this.rig.inDatabase(async (client) => {
        const { rows } = await client.query(
          "SELECT FROM notification WHERE channel = 'voice' AND state = 'sent' AND contact_point_id IS NOT NULL",
        );
        return rows.length === 0 || undefined;
      }),
    );
  }

  /** The verdict once everything has arrived, or when nothing more can be hoped for. */
  async verdict(promises: readonly Promised[]): Promise<Verdict> {
    const deadline = performance.now() + RINGING;
    for (;;) {
      const verdict = await judge(this.rig.standIns, promises);
      if (verdict.missing === 0 || performance.now() > deadline) return verdict;
      await delay(100);
    }
  }

  /** Types what arrived. @returns the statuses; 202 is the answer to a right PIN */
  async typeAll(pins: Map<Person, string>): Promise<Set<number>> {
    const statuses = new Set<number>();
    for (const [person, code] of pins) statuses.add((await person.complete(code)).status);
    return statuses;
  }
}

const SETTLED = `
  SELECT value AS to, sent_at AS sent, notification.state IN ('pending', 'sending', 'retry') AS open
    FROM notification JOIN contact_point ON contact_point.id = contact_point_id WHERE template = 'pin'`;
