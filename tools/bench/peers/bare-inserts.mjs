// A challenge and its message in one transaction, by ten connections. node bare-inserts.mjs DATABASE_URL SECONDS; prints transactions per second.
import { performance } from 'node:perf_hooks';
import pg from 'pg';

const [url, seconds] = process.argv.slice(2);
const CONNECTIONS = 10;
const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
const { rows } = await pool.query(`SELECT customer_id, id FROM contact_point WHERE kind = 'email' LIMIT 500`);
const CHALLENGE = `
  INSERT INTO pin_challenge (token_hash, purpose, customer_id, subject, key_id, nonce, pin_expires_at, ends_at)
  VALUES (sha256(gen_random_uuid()::text::bytea), 'password_reset', $1, sha256('bench'), 'bench',
          sha256(gen_random_uuid()::text::bytea), now() + interval '15 minutes', now() + interval '30 minutes') RETURNING id`;
// Sent already, so that no worker takes it for real.
const MESSAGE = `
  INSERT INTO notification (template, channel, customer_id, contact_point_id, challenge_id, key_id, nonce, reference, state, not_after)
  VALUES ('pin', 'email', $1, $2, $3, 'bench', sha256('bench'), 'bench', 'sent', now() + interval '15 minutes')`;

const until = performance.now() + Number(seconds) * 1_000;
let done = 0;
async function loop() {
  const client = await pool.connect();
  for (let index = 0; performance.now() < until; index++) {
    const { customer_id: customer, id: contact } = rows[index % rows.length];
    await client.query('BEGIN');
    const challenge = await client.query({ name: 'challenge', text: CHALLENGE, values: [customer] });
    const values = [customer, contact, challenge.rows[0].id];
    await client.query({ name: 'message', text: MESSAGE, values });
    await client.query('COMMIT');
    done += 1;
  }
  client.release();
}
const began = performance.now();
await Promise.all(Array.from({ length: CONNECTIONS }, loop));
console.log(JSON.stringify({ perSecond: (done * 1_000) / (performance.now() - began), failed: 0 }));
await pool.end();
