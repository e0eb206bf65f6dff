import { Catch, Logger, type ArgumentsHost } from '@nestjs/common';
import type { ErrorCode } from '@daiko/contracts';
import { AppError, ProblemFilter } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditTrail } from './audit-trail';
import { currentOrigin, originOf } from './origin';

/** Refusals beside the 403s that tell of somebody who reaches for what is not theirs, or too often. */
const DENIALS: readonly ErrorCode[] = [
  'rate_limit.exceeded',
  'recovery.closed',
  'customer.unknown',
  'mail_link.unknown',
];
/** Of one address and code so much is recorded in a minute: a flood must not fill a trail that is kept for years. */
const PER_MINUTE = 20;
const MINUTE = 60_000;
const ADDRESSES_MAX = 10_000;

/** As ProblemFilter, and records who was denied what. */
@Catch()
export class DenialFilter extends ProblemFilter {
  private readonly denials = new Logger(DenialFilter.name);
  private counted = new Map<string, number>();
  private since = 0;

  constructor(
    private readonly db: DataSource,
    private readonly trail: AuditTrail,
  ) {
    super();
  }

  override catch(thrown: unknown, host: ArgumentsHost): void {
    if (!(thrown instanceof AppError) || (thrown.status !== 403 && !DENIALS.includes(thrown.code))) {
      super.catch(thrown, host);
      return;
    }
    this.record(thrown.code, host.switchToHttp().getRequest<FastifyRequest>())
      // Who was denied is answered all the same: nothing was done that would have to be undone.
      .catch((error: unknown) => {
        this.denials.error({
          event: 'a denial was not recorded',
          code: thrown.code,
          name: (error as Error).name,
        });
      })
      .finally(() => {
        super.catch(thrown, host);
      });
  }

  private async record(code: ErrorCode, request: FastifyRequest): Promise<void> {
    const origin = currentOrigin() ?? originOf(request);
    if (this.isFlood(`${code} ${origin.address ?? ''}`)) return;
    const route = `${request.method} ${request.routeOptions.url ?? '-'}`;
    await this.trail.record(this.db.manager, {
      event: 'access.denied',
      result: 'refused',
      actor: origin.actor ?? 'anonymous',
      subject: asIds(request.params)['customerId'] ?? null,
      from: origin,
      // What was reached for: whatever the address names beside, and nothing that could have been typed.
      detail: { ...asIds(request.params), ...asIds(request.query), code, route },
    });
  }

  private isFlood(key: string): boolean {
    const now = performance.now();
    if (now - this.since > MINUTE || this.counted.size > ADDRESSES_MAX) {
      this.counted = new Map();
      this.since = now;
    }
    const count = (this.counted.get(key) ?? 0) + 1;
    this.counted.set(key, count);
    return count > PER_MINUTE;
  }
}

/** お客様ID or UUID, and nothing longer. */
const ID = /^(\d{8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The ids among the parameters of an address. */
function asIds(parameters: unknown): Record<string, string> {
  const entries = Object.entries((parameters ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && ID.test(entry[1])),
  );
}
