import { SecretDeriver } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { BEGINNING, CONTENT, link } from './audit-chain';
import { sealMark } from './audit-sealer';

/** The result of a check of the whole chain. */
export interface AuditVerdict {
  /** Number of checked seals. */
  sealed: number;
  /** `position:hash` of the last seal. */
  head: string;
  /** Detected changes to the trail, one sentence each. */
  faults: string[];
  /** Points that the check cannot decide, one sentence each. */
  remarks: string[];
}

interface SealRow {
  position: string;
  eventId: string;
  hash: Buffer;
  mark: Buffer;
  keyId: string;
  /** Null when there is no such event. */
  content: string | null;
  /** The retention time is over; the event itself may be deleted. */
  forgotten: boolean;
}

const BATCH = 5_000;

/**
 * Compares every event with its seal, every seal with the one before it, and the end with the known end of the chain.
 */
export class AuditVerification {
  private readonly faults: string[] = [];
  private readonly strangeKeys = new Map<string, number>();
  private isKnownHeadFound = false;
  private position = 0;
  private hash: Buffer = BEGINNING;

  constructor(
    private readonly db: DataSource,
    private readonly secrets: SecretDeriver,
  ) {}

  /** @param knownHead `position:hash` from the log, to detect whether the tail was cut off or built again */
  async run(knownHead?: string): Promise<AuditVerdict> {
    for (;;) {
      const rows = await this.db.query<SealRow[]>(SELECT_SEALS, [this.position, BATCH]);
      for (const row of rows) {
        this.judge(row);
        if (knownHead === headOf(row)) this.isKnownHeadFound = true;
      }
      if (rows.length < BATCH) break;
    }
    if (knownHead !== undefined && !this.isKnownHeadFound) this.faults.push(this.lostHead(knownHead));
    await this.judgeUnsealed();
    return {
      sealed: this.position,
      head: headOf({ position: this.position, hash: this.hash }),
      faults: this.faults,
      remarks: [...this.keyRemarks(), ...(await this.unsealedRemarks()), ...(await this.tailRemarks())],
    };
  }

  private lostHead(knownHead: string): string {
    const position = Number(knownHead.split(':')[0]);
    return position > this.position
      ? `seals ${String(this.position + 1)} to ${String(position)} were cut off`
      : `seal ${String(position)} is not the one that the log tells of`;
  }

  private keyRemarks(): string[] {
    return [...this.strangeKeys].map(
      ([keyId, count]) =>
        `SECRET_KEYS has no key "${keyId}": the marks of ${String(count)} seals were not checked`,
    );
  }

  private judge(row: SealRow): void {
    const position = Number(row.position);
    if (position !== this.position + 1)
      this.faults.push(`seals ${String(this.position + 1)} to ${String(position - 1)} are missing`);
    else if (row.content === null && !row.forgotten)
      this.faults.push(`event ${row.eventId} was deleted (seal ${row.position})`);
    else if (row.content !== null && !link(this.hash, row.content).equals(row.hash))
      this.faults.push(`event ${row.eventId} was changed, or its seal ${row.position}`);
    this.judgeMark(row, position);
    this.position = position;
    this.hash = row.hash;
  }

  private judgeMark({ keyId, hash, mark }: SealRow, position: number): void {
    if (!this.secrets.has(keyId)) this.strangeKeys.set(keyId, (this.strangeKeys.get(keyId) ?? 0) + 1);
    else if (!sealMark(this.secrets, keyId, position, hash).equals(mark))
      this.faults.push(`seal ${String(position)} was not made by this system`);
  }

  private async judgeUnsealed(): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(SELECT_LATE_EVENTS);
    for (const { id } of rows)
      this.faults.push(`event ${id} was never sealed, though a worker had the time to`);
  }

  /**
   * Events that were recorded since the last pass of the sealer. Until the next pass, a change to them would not be
   * detected.
   */
  private async unsealedRemarks(): Promise<string[]> {
    const [row] = await this.db.query<{ count: number; seconds: number }[]>(SELECT_UNSEALED_COUNT);
    if (row === undefined || row.count === 0) return [];
    return [`not yet sealed: ${String(row.count)} events, the oldest recorded ${String(row.seconds)} s ago`];
  }

  /**
   * Event numbers that were issued after the last event. Their transactions were rolled back, or the events were cut
   * off before they were sealed.
   */
  private async tailRemarks(): Promise<string[]> {
    const [row] = await this.db.query<{ given: string | null; last: string }[]>(SELECT_EVENT_NUMBERS);
    const missing = Number(row?.given ?? 0) - Number(row?.last ?? 0);
    if (missing <= 0) return [];
    return [
      `the last ${String(missing)} numbers of events are absent: rolled back, or cut off before the seal`,
    ];
  }
}

/** Same format as in the worker's log. */
function headOf({ position, hash }: { position: string | number; hash: Buffer }): string {
  return `${String(position)}:${hash.toString('hex')}`;
}

const SELECT_SEALS = `
  SELECT seal.position, seal.event_id AS "eventId", seal.hash, seal.mark, seal.key_id AS "keyId",
         CASE WHEN event.id IS NOT NULL THEN ${CONTENT} END AS content,
         seal.event_at < now() - interval '7 years' AS forgotten
  FROM audit_seal seal LEFT JOIN audit_event event ON event.id = seal.event_id
  WHERE seal.position > $1 ORDER BY seal.position LIMIT $2`;

// Only events that are older than an already sealed event. Without a worker nothing is sealed, which is not a fault
// of an event.
const SELECT_LATE_EVENTS = `
  SELECT id FROM audit_event event
  WHERE at < (SELECT event_at FROM audit_seal ORDER BY position DESC LIMIT 1) - interval '1 hour'
    AND NOT EXISTS (SELECT FROM audit_seal WHERE event_id = event.id)
  ORDER BY id LIMIT 100`;

const SELECT_UNSEALED_COUNT = `
  SELECT count(*)::int AS count, coalesce(ceil(extract(epoch FROM now() - min(at))), 0)::int AS seconds
  FROM audit_event event
  WHERE at >= coalesce((SELECT event_at FROM audit_seal ORDER BY position DESC LIMIT 1) - interval '1 hour', '-infinity')
    AND NOT EXISTS (SELECT FROM audit_seal WHERE event_id = event.id)`;

const SELECT_EVENT_NUMBERS = `
  SELECT pg_sequence_last_value(pg_get_serial_sequence('audit_event', 'id')::regclass) AS given,
         greatest((SELECT max(id) FROM audit_event), (SELECT max(event_id) FROM audit_seal), 0) AS last`;
