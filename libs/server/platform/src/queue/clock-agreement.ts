import type { DataSource } from 'typeorm';

/** BullMQ judges locks and delays by each process's own clock: measured, a minute apart sends a message twice. */
export const CLOCK_TOLERANCE = 2_000;

/**
 * Local clock minus PostgreSQL's, in milliseconds; half the round trip is taken off.
 * @param localNow milliseconds since 1970; replaced in tests
 */
export async function clockDeviation(db: DataSource, localNow: () => number = Date.now): Promise<number> {
  const asked = localNow();
  const [row] = await db.query<{ now: string }[]>(
    'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now',
  );
  return (asked + localNow()) / 2 - Number(row?.now);
}

/** @throws when this process must not take jobs because its clock is off by more than `CLOCK_TOLERANCE` */
export async function assertClocksAgree(db: DataSource, localNow: () => number = Date.now): Promise<void> {
  const deviation = await clockDeviation(db, localNow);
  if (Math.abs(deviation) > CLOCK_TOLERANCE)
    throw new Error(`The clock is ${Math.round(deviation)} ms off the database's; set it before starting.`);
}
