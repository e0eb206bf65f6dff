import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ContactStatistics } from './contact-statistics';
import { ContactCounter, type CountedCustomer } from './count-contacts';

/** Milliseconds for which a process uses the counts that it has read. */
const CACHE_MS = 600_000;
/** Largest number of customers that are counted, chosen at random: enough for frequencies, and a second's work. */
const SAMPLE_SIZE = 10_000;
/** Number of customers after which other work of the process gets its turn. */
const BREATH = 200;
/** A worker does not count again when the last count is younger than this number of minutes. */
const FRESH_MINUTES = 50;

/** Frequencies of masked contacts: counted by the worker, read by the API. */
@Injectable()
export class ContactStatisticsStore {
  private cached?: { statistics: ContactStatistics; until: number };

  constructor(private readonly db: DataSource) {}

  /** The latest counts, at most ten minutes old; defaults when there are none. */
  async read(): Promise<ContactStatistics> {
    if (this.cached && performance.now() < this.cached.until) return this.cached.statistics;
    const [row] = await this.db.query<{ counts: ContactStatistics }[]>(
      'SELECT counts FROM contact_statistics',
    );
    const statistics = row?.counts ?? new ContactCounter().result();
    this.cached = { statistics, until: performance.now() + CACHE_MS };
    return statistics;
  }

  /** Counts again, unless a worker has counted recently. @returns whether it counted */
  async refresh(): Promise<boolean> {
    const fresh = await this.db.query<unknown[]>(SELECT_FRESH, [FRESH_MINUTES]);
    if (fresh.length > 0) return false;
    const customers = await this.db.query<CountedCustomer[]>(SELECT_SAMPLE, [SAMPLE_SIZE]);
    const counter = new ContactCounter();
    for (const [index, customer] of customers.entries()) {
      if (index % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
      counter.add(customer);
    }
    await this.db.query(UPSERT_COUNTS, [JSON.stringify(counter.result())]);
    this.cached = undefined;
    return true;
  }
}

const SELECT_FRESH = `
  SELECT FROM contact_statistics WHERE counted_at > now() - make_interval(mins => $1)`;

// Only customers whose list can be shown, as IdentificationService finds them; contacts in the order of the list.
const SELECT_SAMPLE = `
  WITH listed AS (
    SELECT customer_id, login_id, state
      FROM customer TABLESAMPLE BERNOULLI (
             (SELECT least(100, 100.0 * $1 / greatest(reltuples, 1)) FROM pg_class WHERE oid = 'customer'::regclass))
      LEFT JOIN credential USING (customer_id)
     WHERE suspended_at IS NULL AND recovery_frozen_at IS NULL
       AND coalesce(state <> 'suspended', EXISTS (
         SELECT FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id AND retired_at IS NULL))
     LIMIT $1
  )
  SELECT login_id AS "loginId", contacts
    FROM listed, LATERAL (
      SELECT jsonb_agg(jsonb_build_object('kind', kind, 'value', value)
               ORDER BY array_position(ARRAY['landline', 'ip_phone', 'mobile', 'email'], kind), priority, created_at, id)
        FROM contact_point
       WHERE contact_point.customer_id = listed.customer_id AND retired_at IS NULL
         AND (held_until IS NULL OR held_until <= now())
    ) AS own (contacts)
   WHERE contacts IS NOT NULL`;

const UPSERT_COUNTS = `
  INSERT INTO contact_statistics (counts) VALUES ($1)
  ON CONFLICT (id) DO UPDATE SET counts = EXCLUDED.counts, counted_at = now()`;
