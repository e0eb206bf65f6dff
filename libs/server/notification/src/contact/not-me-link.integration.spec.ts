import { Queues, SecretDeriver } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotMeLinks, notMeToken } from './not-me-link';
import {
  aCustomerWith,
  aPinMessage,
  networkDatabase,
  outboxOf,
  rowOf,
  testDeriver,
} from '../../test/messages';

describe('NotMeLinks', () => {
  let database: TestDatabase;
  let queues: Queues;
  let links: NotMeLinks;

  beforeAll(async () => {
    database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: database.url, NOT_ME_LINK_MINUTES: '60' });
    queues = new Queues(config);
    links = new NotMeLinks(database.db, testDeriver, config);
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  const aMail = async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { email: 'kankyo@example.com' });
    const message = await aPinMessage(database.db, 'email', {
      customerId,
      contactPointId: contactOf['email'],
    });
    const outbox = outboxOf(database.db, queues);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    const row = await rowOf(database.db, recorded!.id);
    return { row, customerId, token: notMeToken(testDeriver, row) };
  };

  it('finds the message and the customer that a token came with', async () => {
    const { row, customerId, token } = await aMail();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await links.read(token)).toMatchObject({
      notificationId: row.id,
      template: 'pin',
      customerId,
      challengeId: row.challengeId,
      isExpired: false,
    });
  });

  it('says when the time of a link is over', async () => {
    const { row, token } = await aMail();
    await database.db.query(
      "UPDATE notification SET created_at = now() - interval '61 minutes' WHERE id = $1",
      [row.id],
    );
    expect(await links.read(token)).toMatchObject({ isExpired: true });
  });

  it('believes no token that we did not write', async () => {
    const { row, token } = await aMail();
    const other = new SecretDeriver([`dev-test:${Buffer.alloc(32, 8).toString('base64')}`]);
    const forged = [notMeToken(other, row), token.slice(0, -2), `${token}AA`, 'x'.repeat(43), ''];
    expect(await Promise.all(forged.map((text) => links.read(text)))).toEqual(forged.map(() => undefined));
  });
});
