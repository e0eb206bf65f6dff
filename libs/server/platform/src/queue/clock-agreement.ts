import type { DataSource } from 'typeorm';

/**
 * Allowed clock difference in milliseconds. BullMQ checks locks and delays with each process's own clock. Measured:
 * when clocks differ by a minute, a message is sent twice.
 */
export const CLOCK_TOLERANCE = 2_000;

/**
 * Local clock minus PostgreSQL's clock, in milliseconds; half of the round trip is subtracted.
 * @param localNow milliseconds since 1970; replaced in tests
 */
export async function clockDeviation(db: DataSource, localNow: () => number = Date.now): Promise<number> {
  const asked = localNow();
  const [row] = await db.query<{ now: string }[]>(
    'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now',
  );
  return (asked + localNow()) / 2 - Number(row?.now);
}

/** @throws when this process must not take jobs, because its clock differs by more than `CLOCK_TOLERANCE` */
export async function assertClocksAgree(db: DataSource, localNow: () => number = Date.now): Promise<void> {
  const deviation = await clockDeviation(db, localNow);
  if (Math.abs(deviation) > CLOCK_TOLERANCE)
    throw new Error(`The clock is ${Math.round(deviation)} ms off the database's; set it before starting.`);
}
