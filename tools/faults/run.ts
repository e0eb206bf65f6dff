import { parseArgs } from 'node:util';
import { succeeds } from '../test/step.ts';

const USAGE = `Kills, stops and starves the running system, and holds what people received against what they were promised.

  npm run test:faults                   each fault 20 times; npm test does it a few times
  npm run test:faults -- --rounds 100   as often as asked for
  npm run test:faults -- kills          the files with that in their name

  npm run test:faults -- --flows 1000 --faults 200 [--queue postgres|redis] [--seed N]
                                        people who want a PIN while faults happen at random; prints what was lost,
                                        doubled, differing, late, and how long recovery took

  npm run test:faults -- --moments 20 [--queue postgres|redis] [--seed N]
                                        holds locks for 4 s at random moments, on every table over all of them, under
                                        load; prints who was refused and what was kept

  npm run test:faults -- --pace 1000    from the commit to the provider: idle, at 10 PINs a second, and after a
                                        restart of PostgreSQL
`;

const option = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    flows: option,
    faults: option,
    queue: option,
    seed: option,
    pace: option,
    moments: option,
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});

/** The random walk alone, where its length is given. */
const isWalk = values.flows !== undefined || values.faults !== undefined;
const walk = {
  ...(isWalk && { FAULT_FLOWS: values.flows ?? '1000', FAULT_COUNT: values.faults ?? '200' }),
  ...(values.queue !== undefined && { FAULT_QUEUE: values.queue }),
  ...(values.pace !== undefined && { FAULT_PACE: values.pace }),
  ...(values.moments !== undefined && { FAULT_MOMENTS: values.moments }),
  FAULT_SEED: values.seed ?? String(Date.now() % 1_000_000),
};

if (values.help === true) process.stdout.write(USAGE);
else {
  const files = [
    ...(isWalk ? ['nemesis'] : []),
    ...(values.pace === undefined ? [] : ['pace']),
    ...(values.moments === undefined ? [] : ['locks']),
    ...positionals,
  ];
  const args = ['run', '--project', 'faults', '--no-file-parallelism', ...files];
  process.exitCode = (await succeeds('vitest', args, { FAULT_ROUNDS: values.rounds, ...walk })) ? 0 : 1;
}
