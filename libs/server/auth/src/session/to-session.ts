import type { Session } from '@daiko/contracts';
import type { SignedIn } from './session-lookup';

/** The session data that its browser may see. */
export function toSession(signedIn: SignedIn): Session {
  const { customerId, customerName, rankName, memberClassName, parentDealerName } = signedIn;
  return {
    customer: { customerId, customerName, rankName, memberClassName, parentDealerName },
    role: signedIn.role,
    limitedTo: signedIn.legacyLoginId === null ? null : 'consolidation',
    now: signedIn.now.toISOString(),
    idleEndsAt: signedIn.idleEndsAt.toISOString(),
    absoluteEndsAt: signedIn.absoluteEndsAt.toISOString(),
    stepUpEndsAt: signedIn.stepUpEndsAt?.toISOString() ?? null,
  };
}
