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

/** Pages of development. In production they do not exist. */
const DEVELOPMENT = /^\/dev\//;

/**
 * Stands before every route and lets through whom the access policy lets in. The order of its refusals is part of the
 * API: no session, somebody else's page, an old login, the wrong role, no step-up; what is wrong with the request itself comes after them.
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

  /** Two tabs share a cookie: a page of somebody who signed out in the other one gets no answer from who came after. */
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

/** What was shown comes first: the password, given again, would be refused a second time. */
function requireStepUpOf(signedIn: SignedIn, { stepUp }: AccessRule): void {
  if (stepUp === false || stepUp === 'makes operators') return;
  const { isPasskeyRequired, passkeyProofEndsAt } = signedIn;
  const isByPasskey = stepUp === 'by passkey' || (stepUp === 'by passkey if required' && isPasskeyRequired);
  if (isByPasskey && passkeyProofEndsAt === null) throw new AppError('session.passkey_required');
  requireStepUp(signedIn);
}

/** A route that was forgotten is closed. */
function ruleOf(route: string): AccessRule {
  const rule = ACCESS_POLICY[route];
  if (rule === undefined) throw new Error(`the access policy has no rule for ${route}`);
  return rule;
}
