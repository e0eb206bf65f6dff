import { parseArgs } from 'node:util';
import { succeeds } from '../test/step.ts';

const USAGE = `Kills, stops and starves the running system, and holds what people received against what they were promised.

  npm run test:faults                   each fault 20 times; npm test does it a few times
  npm run test:faults -- --rounds 100   as often as asked for
  npm run test:faults -- kills          the files with that in their name
`;

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.help === true) process.stdout.write(USAGE);
else {
  const args = ['run', '--project', 'faults', '--no-file-parallelism', ...positionals];
  process.exitCode = (await succeeds('vitest', args, { FAULT_ROUNDS: values.rounds })) ? 0 : 1;
}
