import type { Session } from '@daiko/contracts';

/** For tests: a session of 環境 太郎 of the demo network. @param given the values that differ */
export function aSession(given: Partial<Session> = {}): Session {
  return {
    customer: {
      customerId: '01058734',
      customerName: '環境 太郎',
      rankName: '代理店',
      memberClassName: '会員',
      parentDealerName: null,
    },
    role: 'dealer',
    now: '2026-11-22T07:00:00.000Z',
    idleEndsAt: '2026-11-22T08:00:00.000Z',
    absoluteEndsAt: '2026-11-22T19:00:00.000Z',
    stepUpEndsAt: null,
    limitedTo: null,
    ...given,
  };
}
