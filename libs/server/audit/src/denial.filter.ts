import { Catch, Logger, type ArgumentsHost } from '@nestjs/common';
import type { ErrorCode } from '@daiko/contracts';
import { AppError, ProblemFilter } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditTrail } from './audit-trail';
import { currentOrigin, originOf } from './origin';

/** Refusals, besides all 403s, that suggest that a user tries to reach data of others, or tries too often. */
const DENIALS: readonly ErrorCode[] = [
  'rate_limit.exceeded',
  'recovery.closed',
  'customer.unknown',
  'mail_link.unknown',
];
/**
 * Denials that are recorded per address and code in a minute. A flood must not fill a trail that is kept for years.
 */
const PER_MINUTE = 20;
const MINUTE = 60_000;
const ADDRESSES_MAX = 10_000;

/** Works like ProblemFilter, and also records the denied user and the refused access. */
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
      // The denied user gets an answer even when recording fails, because no change has to be undone.
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
      // The target of the access: the IDs in the address, and nothing that a user could have typed.
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

/** An お客様ID or a UUID, and nothing longer. */
const ID = /^(\d{8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The IDs among the parameters of an address. */
function asIds(parameters: unknown): Record<string, string> {
  const entries = Object.entries((parameters ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && ID.test(entry[1])),
  );
}
