import { LOGIN_STATUSES } from '@daiko/contracts';
import { lockTree } from '@daiko/server-customer';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EACH_LOGIN } from './login-counts';

/**
 * Dealers per transaction. The number is limited because the transaction shares the lock of the tree, and a move
 * waits for it.
 */
const DEALERS = 200;
/** Notes that are read for these dealers: an import writes many notes for one dealer. */
const NOTES = 5_000;

/** A dealer whose kept figures differ from the customers directly below. */
export interface FigureFault {
  dealerId: string;
  kept: object | null;
  counted: object;
}

/**
 * The kept figures of the customers directly below each dealer. Only this store writes them, except for their path
 * (ADR 23).
 */
@Injectable()
export class DealerFigureStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Counts the dealers named by the next notes and keeps the figures. It is one statement, and so one snapshot: if it
   * deletes the note of a change, the figures include that change. A change that commits later keeps its note,
   * because this statement does not see that note.
   * @returns how many notes were read; 0 when nothing is due
   */
  foldNext(): Promise<number> {
    return this.db.transaction(async (tx) => {
      await lockFigures(tx);
      const [row] = await tx.query<{ notes: number }[]>(DELETE_DUE_AND_FOLD, [NOTES, DEALERS]);
      return row?.notes ?? 0;
    });
  }

  /** Repeats `foldNext` until nothing is due. */
  async foldAll(): Promise<void> {
    while ((await this.foldNext()) > 0);
  }

  /**
   * Counts all dealers in one transaction. Use it only for a database without users: no customer can be moved in the
   * meantime.
   */
  async fill(): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockFigures(tx);
      await tx.query(UPSERT_ALL_FIGURES);
    });
  }

  /**
   * Counts every dealer again, regardless of the kept figures, and ends when nothing is due. Figures that are read in
   * the meantime stay exact.
   * @returns how many dealers were counted
   */
  async rebuild(): Promise<number> {
    let rebuilt = 0;
    for (let after = ''; ;) {
      const dealers = await this.db.transaction(async (tx) => {
        await lockFigures(tx);
        const next = await tx.query<{ id: string }[]>(SELECT_DEALERS, [after, DEALERS]);
        await tx.query(UPSERT_FIGURES, [next.map(({ id }) => id)]);
        return next;
      });
      const last = dealers.at(-1);
      if (last === undefined) break;
      rebuilt += dealers.length;
      after = last.id;
    }
    await this.foldAll();
    return rebuilt;
  }

  /** Compares the figures that a reader sees with a new count, in one statement. */
  verify(): Promise<FigureFault[]> {
    return this.db.query<FigureFault[]>(SELECT_FAULTS);
  }
}

/**
 * Locks the tree first, so that no dealer is moved between reading and writing the path. Then it locks folding
 * itself: without this lock, of two folds at the same time, the one with the older snapshot could write last.
 */
async function lockFigures(tx: EntityManager): Promise<void> {
  await lockTree(tx, 'shared');
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('dealer_figure'))");
}

const COLUMNS = [
  'suspended',
  'active',
  'several',
  'none',
  'invited',
  'bouncing',
  'no_phone',
  'unsettled',
  'had_several',
  'consolidated',
  'reachable_several',
  'reachable_none',
  'reachable_invited',
  'reachable_bouncing',
  'reachable_no_phone',
  'reachable_unsettled',
];

const SELECT_DEALERS = `
  SELECT dealer_id AS id FROM (
    (SELECT DISTINCT parent_customer_id AS dealer_id FROM customer WHERE parent_customer_id > $1::char(8)
      ORDER BY 1 LIMIT $2)
    UNION
    (SELECT dealer_id FROM dealer_figure WHERE dealer_id > $1::char(8) ORDER BY 1 LIMIT $2)
  ) AS dealer ORDER BY id LIMIT $2`;

const CLASS_COLUMNS = ['rank_code', 'member_class_code', ...LOGIN_STATUSES];

/** For the dealers in `chosen`: keeps the figures by rank and member class as well. */
const KEEP_CLASSES = `
  former AS (DELETE FROM dealer_class_figure WHERE dealer_id IN (SELECT dealer_id FROM chosen)),
  classes AS (
    INSERT INTO dealer_class_figure (dealer_id, ${CLASS_COLUMNS.join(', ')})
    SELECT counted.dealer_id, ${CLASS_COLUMNS.join(', ')}
      FROM chosen CROSS JOIN LATERAL (
        SELECT * FROM dealer_class_count WHERE dealer_class_count.dealer_id = chosen.dealer_id OFFSET 0) AS counted)`;

/** For the dealers in `chosen`. */
const UPSERT_COUNTED_FIGURES = `
  INSERT INTO dealer_figure (dealer_id, path, ${COLUMNS.join(', ')})
  SELECT counted.dealer_id, path, ${COLUMNS.join(', ')}
    FROM chosen CROSS JOIN LATERAL (
      SELECT * FROM dealer_count WHERE dealer_count.dealer_id = chosen.dealer_id OFFSET 0) AS counted
  ON CONFLICT (dealer_id) DO UPDATE SET path = excluded.path,
    ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

const UPSERT_FIGURES = `WITH chosen AS (SELECT unnest($1::char(8)[]) AS dealer_id), ${KEEP_CLASSES} ${UPSERT_COUNTED_FIGURES}`;

const UPSERT_ALL_FIGURES = `
  WITH gone AS (DELETE FROM dealer_figure_due),
  chosen AS (SELECT DISTINCT parent_customer_id AS dealer_id FROM customer WHERE parent_customer_id IS NOT NULL),
  ${KEEP_CLASSES}
  ${UPSERT_COUNTED_FIGURES}`;

const DELETE_DUE_AND_FOLD = `
  WITH note AS MATERIALIZED (SELECT id, dealer_id FROM due_dealer ORDER BY id LIMIT $1),
  chosen AS MATERIALIZED (
    SELECT DISTINCT dealer_id FROM note WHERE dealer_id IS NOT NULL ORDER BY dealer_id LIMIT $2),
  gone AS (
    DELETE FROM dealer_figure_due WHERE id IN (
      SELECT id FROM note WHERE dealer_id IS NULL OR dealer_id IN (SELECT dealer_id FROM chosen))),
  ${KEEP_CLASSES},
  kept AS (${UPSERT_COUNTED_FIGURES})
  SELECT count(*)::int AS notes FROM note`;

/**
 * The figures of a view by rank and member class, as one object: `shop/member active` and the count. They are summed,
 * as readers do it, so a duplicate row shows up as a fault too.
 */
const classesOf = (view: string) => `
  SELECT dealer_id, jsonb_object_agg(class, number) AS classes FROM (
    SELECT dealer_id, rank_code || '/' || member_class_code || ' ' || login AS class, sum(number) AS number
      FROM ${view} CROSS JOIN LATERAL (${EACH_LOGIN}) AS counted (login, number)
     WHERE number > 0 GROUP BY 1, 2) AS of_class
   GROUP BY dealer_id`;

const SELECT_FAULTS = `
  SELECT "dealerId", kept, counted FROM (
    SELECT counted.dealer_id AS "dealerId",
           to_jsonb(kept) - 'dealer_id' || coalesce(kept_classes.classes, '{}') AS kept,
           to_jsonb(counted) - 'dealer_id' || coalesce(counted_classes.classes, '{}') AS counted
      FROM (SELECT parent_customer_id AS dealer_id FROM customer WHERE parent_customer_id IS NOT NULL
            UNION SELECT dealer_id FROM dealer_figure) AS dealer
      CROSS JOIN LATERAL (SELECT * FROM dealer_count WHERE dealer_count.dealer_id = dealer.dealer_id OFFSET 0) AS counted
      LEFT JOIN current_dealer_figure AS kept ON kept.dealer_id = counted.dealer_id
      LEFT JOIN (${classesOf('dealer_class_count')}) AS counted_classes ON counted_classes.dealer_id = counted.dealer_id
      LEFT JOIN (${classesOf('current_dealer_class_figure')}) AS kept_classes ON kept_classes.dealer_id = counted.dealer_id
  ) AS dealer
   WHERE kept IS DISTINCT FROM counted
   ORDER BY 1`;
