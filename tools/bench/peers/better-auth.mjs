// better-auth on the same PostgreSQL, with one account. node better-auth.mjs DATABASE_URL; prints where it listens.
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { emailOTP } from 'better-auth/plugins';
import { createServer } from 'node:http';
import pg from 'pg';

const connection = new pg.Client({ connectionString: process.argv[2] });
await connection.connect();
await connection.query('DROP SCHEMA IF EXISTS better_auth CASCADE; CREATE SCHEMA better_auth');
await connection.end();

const pool = new pg.Pool({
  connectionString: process.argv[2],
  max: 10,
  options: '-c search_path=better_auth',
});
const server = createServer();
server.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const baseURL = `http://127.0.0.1:${server.address().port}`;
const options = {
  database: pool,
  baseURL,
  secret: 'of-the-bench-and-of-nothing-else-in-the-world',
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  plugins: [emailOTP({ sendVerificationOTP: () => Promise.resolve() })],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
await auth.api.signUpEmail({
  body: { email: 'bench@mail.example', password: 'midori-no-kaze-2026', name: '試験 一郎' },
});
server.on('request', toNodeHandler(auth));
console.log(baseURL);
