// BullMQ by itself on the same PostgreSQL. node bare-queue.mjs DATABASE_URL PER_SECOND COUNT; prints milliseconds from added to taken.
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const [url, perSecond, count] = process.argv.slice(2);
const connection = new pg.Pool({
  connectionString: url,
  max: 10,
  keepAlive: true,
  options: '-c search_path=bullmq',
});
const queue = new Queue('bench', { connection }, createPostgresBackend);
const added = new Map();
const waits = [];
const worker = new Worker(
  'bench',
  ({ data: { number } }) => {
    waits.push(performance.now() - added.get(number));
    return Promise.resolve();
  },
  { connection, concurrency: 10 },
  createPostgresBackend,
);
await worker.waitUntilReady();
for (let number = -5; number < Number(count); number++) {
  // From the beginning of the add, as the product is measured from the beginning of its transaction.
  added.set(number, performance.now());
  void queue.add('send', { number }, { removeOnComplete: true });
  await delay(1_000 / Number(perSecond));
}
while (waits.length < Number(count) + 5) await delay(20);
console.log(JSON.stringify(waits.slice(5)));
await worker.close();
await queue.close();
await connection.end();
