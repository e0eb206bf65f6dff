import { Injectable } from '@nestjs/common';
import type { Attention, Session } from '@daiko/contracts';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { DataSource } from 'typeorm';
import { causesOf } from './campaign-facts';
import { countBelow } from './campaign.service';

/** 要対応 on マイページ, from the same facts as the board. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly db: DataSource,
    private readonly scope: NetworkScope,
  ) {}

  async of(viewer: Viewer & { role: Session['role'] }): Promise<Attention> {
    const [own] = await this.db.query<[Pick<Attention, 'logins' | 'bouncing' | 'noPhone'>]>(
      SELECT_OWN_ATTENTION,
      [viewer.customerId],
    );
    if (viewer.role === 'customer') return { ...own, below: null, operatorsWaiting: 0 };
    const below = await this.scope.asViewer(viewer, countBelow);
    return { ...own, below: causesOf(below), operatorsWaiting: await this.operatorsWaiting(viewer) };
  }

  private async operatorsWaiting(viewer: Viewer & { role: Session['role'] }): Promise<number> {
    if (viewer.role !== 'operator') return 0;
    const [row] = await this.db.query<[{ count: number }]>(SELECT_WAITING_OPERATORS, [viewer.customerId]);
    return row.count;
  }
}

const SELECT_OWN_ATTENTION = `
  SELECT login_count AS logins, login_status = 'bouncing' AS bouncing,
         NOT EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = $1
           AND kind IN ('landline', 'mobile', 'ip_phone') AND retired_at IS NULL) AS "noPhone"
    FROM customer_overview WHERE customer_id = $1`;
const SELECT_WAITING_OPERATORS = `
  SELECT count(*)::int FROM operator_appointment appointment JOIN credential ON credential.customer_id = $1
   WHERE approved_by IS NULL AND refused_by IS NULL AND appointment.customer_id <> $1
     AND confirmed_at < requested_at AND are_independent(requested_by, $1)`;
