import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from './api-bed';
import type { Visitor } from './visitor';

/** Below 環境 太郎 in the demo network. */
const BELOW = '01058735';
/** An import that is over. */
const RUN = '01890000-0000-7000-8000-000000000001';

/** Every way to read data of other customers, and as what it is recorded; of whom, where it is one. */
const READINGS: [path: string, event: string, subject: string | null][] = [
  ['customers', 'customer.searched', null],
  ['customers/export.csv?encoding=utf-8', 'customer.exported', null],
  ['customers/export-losses', 'customer.searched', null],
  ['customers/export.xlsx', 'customer.exported', null],
  [`customers/${BELOW}`, 'customer.read', BELOW],
  [`customers/${BELOW}/children`, 'customer.read', BELOW],
  [`customers/${BELOW}/move?parentCustomerId=00000001`, 'customer.read', BELOW],
  [`customers/${BELOW}/login`, 'customer.read', BELOW],
  [`customers/${BELOW}/contacts`, 'customer.read', BELOW],
  ['contact-change-requests', 'customer.searched', null],
  ['campaign/customers', 'campaign.read', null],
  ['campaign/export.csv', 'campaign.read', null],
  ['campaign/export.xlsx', 'campaign.read', null],
  ['operations/notifications', 'operations.read', null],
  [`operations/customers/${BELOW}/timeline`, 'audit.read', BELOW],
  [`operations/imports/runs/${RUN}/errors.csv`, 'operations.read', null],
  [`operations/consolidations?customerId=${BELOW}`, 'operations.read', BELOW],
];
/** What is read of others there is a number, a name that is on every page, or nothing. */
const WITHOUT = [
  'customers/counts',
  'customers/network',
  'customers/me',
  'registration-options',
  'postal-codes/{postalCode}',
  'attention',
  'campaign',
  'campaign/reminders',
  'campaign/reminders/progress',
  'operations/delivery',
  'operations/imports',
  'operations/messages',
];
const OF_OTHERS =
  /^\/api\/(customers|campaign|contact-change|operations|attention|registration-options|postal)/;

describe('the trail of who read whose data', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
    await bed.db.query(
      "INSERT INTO import_run (id, state, dry_run, finished_at) VALUES ($1, 'done', true, now())",
      [RUN],
    );
  });
  afterAll(() => bed.stop());

  it.each(READINGS)('GET %s is in it as %s', async (path, event, subject) => {
    const [before] = await bed.db.query('SELECT coalesce(max(id), 0) AS id FROM audit_event');
    const { status } = await operator.get(path);
    expect(status).toBe(200);
    const found = await bed.db.query(
      `SELECT event, subject, host(address) IS NOT NULL AS "hasAddress" FROM audit_event
       WHERE id > $1 AND actor = (SELECT customer_id FROM session ORDER BY signed_in_at DESC LIMIT 1)`,
      [before.id],
    );
    expect(found).toContainEqual({ event, subject, hasAddress: true });
  });

  it('knows every way to read of others that the document has', () => {
    const ways = bed
      .documented('get')
      .filter((path) => OF_OTHERS.test(path))
      .map((path) => path.replace('/api/', ''));
    const known = [
      ...READINGS.map(([path]) =>
        path.replace(BELOW, '{customerId}').replace(RUN, '{id}').replace(/\?.*/, ''),
      ),
      ...WITHOUT,
    ];
    expect(ways.filter((way) => !known.includes(way))).toEqual([]);
  });
});
