import { build } from '../start/build.ts';

/** Processes run from what is built: it has to be what the sources say. */
export async function setup(): Promise<void> {
  await build(() => undefined);
}
