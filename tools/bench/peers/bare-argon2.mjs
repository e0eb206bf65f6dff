// The same hash verified in a bare loop with all cores. node bare-argon2.mjs SECONDS; prints verifications per second.
import { hash, verify } from '@node-rs/argon2';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';

const PASSWORD = 'midori-no-kaze-2026';
const stored = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
const until = performance.now() + Number(process.argv[2]) * 1_000;
let verified = 0;
const loop = async () => {
  while (performance.now() < until && (await verify(stored, PASSWORD))) verified += 1;
};
const began = performance.now();
await Promise.all(Array.from({ length: availableParallelism() }, loop));
console.log(JSON.stringify({ perSecond: (verified * 1_000) / (performance.now() - began), failed: 0 }));
