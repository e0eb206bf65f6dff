import { DatabaseError, type Client } from 'pg';
import { randomUUID } from 'node:crypto';
import { applyBatch } from './apply-run';
import { refuseLate } from './late-refusal';
import { isAboutData, isPassing, reportUnforeseen } from './unforeseen';

/** Number of customers in one transaction. */
const BATCH = 2_000;

/** How often a batch is tried that conflicts with the locks of another transaction. */
const ATTEMPTS_MAX = 5;

/**
 * Applies a run batch by batch. A batch that the database refuses is halved until the row that causes this is found.
 * That row is refused with an error number for the log, and the others are imported.
 */
export class Batches {
  private size = BATCH;
  private attempts = 0;

  constructor(
    private readonly client: Client,
    private readonly runId: string,
    private readonly isDry: boolean,
  ) {}

  /** @returns the number of customers that were handled; 0 when none is left */
  async next(): Promise<number> {
    for (;;) {
      try {
        const done = await applyBatch(this.client, this.runId, this.size, this.isDry);
        this.size = Math.min(BATCH, this.size * 2);
        this.attempts = 0;
        return done;
      } catch (error) {
        if (!this.isWorthAnother(error)) throw error;
        if (isAboutData(error)) {
          if (this.size === 1) return this.refuseNext(error);
          this.size = Math.ceil(this.size / 2);
        }
      }
    }
  }

  private isWorthAnother(error: unknown): error is DatabaseError {
    return isAboutData(error) || (isPassing(error) && ++this.attempts < ATTEMPTS_MAX);
  }

  private async refuseNext(error: DatabaseError): Promise<number> {
    const errorId = randomUUID();
    const { rows } = await this.client.query<{ id: string }>(SELECT_NEXT_ROWS);
    await this.client.query('BEGIN');
    for (const { id } of rows) await refuseLate(this.client, this.runId, id, 'unforeseen', errorId);
    await reportUnforeseen(this.client, this.runId, errorId, error);
    await this.client.query('COMMIT');
    return rows.length;
  }
}

/** Selects the same row as a batch of one customer. */
const SELECT_NEXT_ROWS = `
  SELECT customer_id AS id FROM import_customer WHERE outcome IS NULL AND refused IS NULL
  ORDER BY depth, customer_id LIMIT 1`;
