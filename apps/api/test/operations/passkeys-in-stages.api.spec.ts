import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entities } from '../../src/entities';
import { migrations } from '../../src/migrations';
import { PasskeysInStages20261130203000 } from '../../src/migrations/20261130203000-passkeys-in-stages';

const WITH_PASSKEY = '01077701';
const WITHOUT_PASSKEY = '01077702';

describe('customers who had a passkey before it stood beside the password', () => {
  let database: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    database = await testDatabase();
    db = await new DataSource({ type: 'postgres', url: database.url, entities, migrations }).initialize();
    await saveMasters(db.manager);
    for (const customerId of [WITH_PASSKEY, WITHOUT_PASSKEY])
      await aCustomer(customerId).below(HEAD_OFFICE_ID).save(db.manager);
    const last = migrations.length - migrations.indexOf(PasskeysInStages20261130203000);
    for (let time = 0; time < last; time++) await db.undoLastMigration();
    await db.query(
      `INSERT INTO passkey_owner SELECT customer_id, sha256(customer_id::bytea) FROM customer
       WHERE customer_id IN ('${WITH_PASSKEY}', '${WITHOUT_PASSKEY}')`,
    );
    await db.query(
      `INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
       VALUES ('${WITH_PASSKEY}', 1, 'before', '', 0, '{}', 'singleDevice', false, 'Windows')`,
    );
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  it('require it as before; who only asked for one does not', async () => {
    await db.runMigrations();
    const rows = await db.query(
      `SELECT customer_id AS "customerId", required_since IS NOT NULL AS "isRequired" FROM passkey_owner ORDER BY 1`,
    );
    expect(rows).toEqual([
      { customerId: WITH_PASSKEY, isRequired: true },
      { customerId: WITHOUT_PASSKEY, isRequired: false },
    ]);
  });
});
