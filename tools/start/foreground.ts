import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../postgres/place.ts';
import { announcement } from './announcement.ts';
import { System } from './system.ts';

/** A second Ctrl-C within this time is the first one, sent to the group and passed on by npm. Milliseconds. */
const SAME_KEYPRESS = 1_500;

/** Options of `npm start` and `npm run dev`. */
function readOptions(): { fresh: boolean; folder: string } {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      data: { type: 'string', default: join(PROJECT, '.data') },
    },
  });
  return { fresh: values.fresh, folder: resolve(PROJECT, values.data) };
}

/** Runs the system until Ctrl-C (exit code 0) or until a part of it fails (1). */
export async function runInForeground(plan: {
  watch: boolean;
  /** What else runs once the system is up; returns how to stop it. */
  alongside?: (system: System) => () => Promise<void>;
}): Promise<void> {
  const started = Date.now();
  const system = new System({
    ...readOptions(),
    watch: plan.watch,
    say: (sentence) => console.log(sentence),
  });
  stopOnSignals(system);
  try {
    const running = await system.start();
    if (plan.alongside) system.onStop(plan.alongside(system));
    console.log(announcement(running, Date.now() - started));
    throw new Error(await system.failure());
  } catch (error) {
    if (system.isStopping) return; // what ended, ended because it was asked to
    console.error(`\n${(error as Error).message}`);
    await system.stop();
    process.exit(1);
  }
}

function stopOnSignals(system: System): void {
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === undefined) {
        first = Date.now();
        console.log('\nStopping ... (Ctrl-C again to stop at once)');
        void system.stop().then(() => process.exit(0));
      } else if (Date.now() - first > SAME_KEYPRESS) {
        system.kill();
      }
    });
  }
}
