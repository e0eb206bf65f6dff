import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { SHOWN_CUSTOMER_HEADER, UNATTENDED_HEADER } from '@daiko/contracts';
import { noteActor } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { SessionLookup, type SignedIn } from '../session/session-lookup';
import { ACCESS_POLICY } from './access-policy';
import type { AccessRule } from './access-rule';
import { noteSignedIn, sessionToken } from './current-session';
import { routeName } from './route-name';

/** Development pages. They do not exist in production. */
const DEVELOPMENT = /^\/dev\//;

/**
 * Stands before every route and lets a request through if the access policy allows it. The order of its refusals is
 * part of the API: no session, a page of another user, an old login, the wrong role, no step-up. Faults in the
 * request itself are reported after these.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly lookup: SessionLookup) {}

  /** @throws AppError `session.*` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { url = '' } = request.routeOptions;
    if (DEVELOPMENT.test(url)) return true;
    const rule = ruleOf(routeName(request.method, url));
    if (rule.openTo === 'anybody') return true;
    const signedIn = await this.find(request);
    noteActor(signedIn.customerId);
    if (signedIn.legacyLoginId !== null && rule.openToLegacyLogin !== true) {
      throw new AppError('session.consolidation_required');
    }
    requireRole(signedIn, rule);
    requireStepUpOf(signedIn, rule);
    noteSignedIn(request, signedIn);
    return true;
  }

  /**
   * Two tabs share a cookie. When one user signs out in one tab and another user signs in, the first user's page in
   * the other tab must not get an answer from the second user's session.
   */
  private async find(request: FastifyRequest): Promise<SignedIn> {
    const { [SHOWN_CUSTOMER_HEADER]: shown, [UNATTENDED_HEADER]: unattended } = request.headers;
    const token = sessionToken(request);
    const signedIn = await (unattended === undefined ? this.lookup.use(token) : this.lookup.look(token));
    if (shown !== undefined && shown !== signedIn.customerId) throw new AppError('session.other_customer');
    return signedIn;
  }
}

/** @throws AppError `session.step_up_required` unless the password was given again within STEP_UP_MINUTES */
export function requireStepUp({ stepUpEndsAt }: Pick<SignedIn, 'stepUpEndsAt'>): void {
  if (stepUpEndsAt === null) throw new AppError('session.step_up_required');
}

function requireRole({ role }: SignedIn, { openTo }: AccessRule): void {
  if (openTo === 'dealers' && role === 'customer') throw new AppError('session.dealer_required');
  if (openTo === 'operators' && role !== 'operator') throw new AppError('session.operator_required');
}

/**
 * The passkey check comes first: otherwise the user would give the password again and then be refused a second time.
 */
function requireStepUpOf(signedIn: SignedIn, { stepUp }: AccessRule): void {
  if (stepUp === false || stepUp === 'makes operators') return;
  const { isPasskeyRequired, passkeyProofEndsAt } = signedIn;
  const isByPasskey = stepUp === 'by passkey' || (stepUp === 'by passkey if required' && isPasskeyRequired);
  if (isByPasskey && passkeyProofEndsAt === null) throw new AppError('session.passkey_required');
  requireStepUp(signedIn);
}

/** A route without a rule is closed. */
function ruleOf(route: string): AccessRule {
  const rule = ACCESS_POLICY[route];
  if (rule === undefined) throw new Error(`the access policy has no rule for ${route}`);
  return rule;
}
