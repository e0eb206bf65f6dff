// The least that can answer who is signed in: one handler, one prepared query. node bare-fastify.mjs DATABASE_URL
import Fastify from 'fastify';
import { createHash } from 'node:crypto';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
const LOOKUP = `
  SELECT customer.customer_id AS "customerId", customer.name AS "customerName", rank.name AS "rankName",
         member_class.name AS "memberClassName", parent.name AS "parentDealerName"
  FROM session JOIN customer USING (customer_id) JOIN rank ON rank.code = rank_code
  JOIN member_class ON member_class.code = member_class_code
  LEFT JOIN customer parent ON parent.customer_id = customer.parent_customer_id
  WHERE token_hash = $1`;

const app = Fastify();
app.get('/', async (request) => {
  const token = String(request.headers.cookie).split('=')[1];
  const values = [createHash('sha256').update(token).digest()];
  return (await pool.query({ name: 'lookup', text: LOOKUP, values })).rows[0];
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
