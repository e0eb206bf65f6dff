import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until something comes of it.
 * @param look resolves with undefined as long as there is nothing
 * @param patience milliseconds @returns what came, and after how many milliseconds
 */
export async function eventually<T>(
  what: string,
  patience: number,
  look: () => Promise<T | undefined>,
): Promise<{ value: T; milliseconds: number }> {
  const began = performance.now();
  for (;;) {
    const value = await look();
    const milliseconds = performance.now() - began;
    if (value !== undefined) return { value, milliseconds };
    if (milliseconds > patience) throw new Error(`${what}: nothing after ${String(patience)} ms`);
    await delay(25);
  }
}
