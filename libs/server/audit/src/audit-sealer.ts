import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { periodically, SecretDeriver, type PeriodicWork } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { BEGINNING, CONTENT, link } from './audit-chain';

/** Milliseconds between two passes. Only within this time can an event disappear without a trace. */
const INTERVAL_MS = 1_000;
/** Events sealed in one transaction. */
const BATCH = 1_000;
/** Milliseconds between two log lines that state the end of the chain. */
const ANCHOR_GAP = 300_000;

/** The end of the chain. */
interface Head {
  position: number;
  hash: Buffer;
}

/**
 * Adds the events that were recorded since the last pass to the chain, in the order of their numbers. Recording an
 * event waits for no lock: the sealer runs afterwards, one at a time (docs/adr: the audit trail).
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditSealer.name);
  private passes?: PeriodicWork;
  private anchored = { position: 0, at: -ANCHOR_GAP };

  constructor(
    private readonly db: DataSource,
    private readonly secrets: SecretDeriver,
  ) {}

  onApplicationBootstrap(): void {
    this.passes = periodically('seal of the trail', { gapMs: INTERVAL_MS }, () => this.seal());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.passes?.stop();
  }

  /** Seals all recorded events. @returns how many events were sealed */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const batch = await this.db.transaction((tx) => this.sealBatch(tx));
      sealed += batch;
      if (batch < BATCH) return sealed;
    }
  }

  private async sealBatch(tx: EntityManager): Promise<number> {
    const [lock] = await tx.query<{ mine: boolean }[]>(ALONE);
    if (lock?.mine !== true) return 0;
    const [head] = await tx.query<{ position: string; hash: Buffer }[]>(HEAD);
    const start: Head = { position: Number(head?.position ?? 0), hash: head?.hash ?? BEGINNING };
    const events = await tx.query<{ id: string; content: string }[]>(SELECT_UNSEALED_EVENTS, [BATCH]);
    const end = await this.write(tx, start, events);
    this.anchor(end);
    return events.length;
  }

  private async write(
    tx: EntityManager,
    { position, hash }: Head,
    events: { id: string; content: string }[],
  ): Promise<Head> {
    const keyId = this.secrets.newestKeyId;
    const seals = events.map(({ id, content }) => {
      hash = link(hash, content);
      position += 1;
      return { position, id, hash, mark: sealMark(this.secrets, keyId, position, hash) };
    });
    if (seals.length > 0) {
      const column = <K extends 'position' | 'id' | 'hash' | 'mark'>(name: K) =>
        seals.map((seal) => seal[name]);
      await tx.query(INSERT_AUDIT_SEALS, [
        column('position'),
        column('id'),
        column('hash'),
        column('mark'),
        keyId,
      ]);
    }
    return { position, hash };
  }

  /**
   * Writes the end of the chain to the log from time to time. A copy kept elsewhere shows whether the tail was cut
   * off.
   */
  private anchor({ position, hash }: Head): void {
    const now = performance.now();
    if (position === this.anchored.position || now - this.anchored.at < ANCHOR_GAP) return;
    this.anchored = { position, at: now };
    this.logger.log({ event: 'audit head', head: `${String(position)}:${hash.toString('hex')}` });
  }
}

/**
 * The mark of a seal, which only a process with our keys can make. Without it, an attacker with write access to the
 * tables could build the whole chain again.
 */
export function sealMark(secrets: SecretDeriver, keyId: string, position: number, hash: Buffer): Buffer {
  return secrets.derive('audit', keyId, String(position), hash);
}

/** The number of this lock is used for nothing else; it spells "audit" on a telephone's keys. */
const ALONE = 'SELECT pg_try_advisory_xact_lock(28348) AS mine';
const HEAD = 'SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1';

// No transaction stays open for an hour. So no new event can appear that is more than an hour older than the last
// sealed event.
const SELECT_UNSEALED_EVENTS = `
  SELECT event.id, ${CONTENT} AS content FROM audit_event event
  WHERE at > coalesce((SELECT event_at FROM audit_seal ORDER BY position DESC LIMIT 1) - interval '1 hour', '-infinity')
    AND NOT EXISTS (SELECT FROM audit_seal WHERE event_id = event.id)
  ORDER BY id LIMIT $1`;

const INSERT_AUDIT_SEALS = `
  INSERT INTO audit_seal (position, event_id, event_at, hash, mark, key_id)
  SELECT seal.position, event.id, event.at, seal.hash, seal.mark, $5
  FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[]) AS seal (position, event_id, hash, mark)
  JOIN audit_event event ON event.id = seal.event_id`;
