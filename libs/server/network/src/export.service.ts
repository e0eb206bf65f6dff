import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { CustomerFilter, ExportLosses, FoundCustomer, LoginStatus } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import {
  csvStream,
  lostInShiftJis,
  whileReading,
  xlsxStream,
  type CsvEncoding,
  type TextTable,
} from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { CustomerConditions } from './customer-conditions';
import { foundCustomers, shownIn, type FoundRow } from './customer-search.service';
import { PhoneSearchLimit } from './phone-search.limit';
import { NetworkScope, type Viewer } from './network-scope';

/** Customers per statement. Each piece is fetched, and checked for the viewer's rights, separately. */
const PIECE = 1_000;
/** Number of customers that are named with their lost characters; the others are only counted. */
const NAMED_LOSSES = 100;

/** The list of お客様検索 as a file. */
@Injectable()
export class ExportService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly phones: PhoneSearchLimit,
  ) {}

  /** @throws AppError `session.dealer_required` before the first byte */
  async xlsx(viewer: Viewer, filter: CustomerFilter): Promise<Readable> {
    await this.record(viewer, filter, 'xlsx');
    return xlsxStream(this.table(viewer, filter, 'xlsx'));
  }

  async csv(viewer: Viewer, filter: CustomerFilter, encoding: CsvEncoding): Promise<Readable> {
    await this.record(viewer, filter, encoding);
    return csvStream(this.table(viewer, filter, encoding), encoding);
  }

  /**
   * Customers whose row would lose characters in Shift_JIS, in any column.
   * @param signal of the request that waits for the result
   */
  async lossesInShiftJis(viewer: Viewer, filter: CustomerFilter, signal: AbortSignal): Promise<ExportLosses> {
    await this.phones.spend(viewer, filter.query);
    const customers: ExportLosses['customers'] = [];
    let total = 0;
    for await (const piece of this.pieces(viewer, filter, signal)) {
      for (const customer of piece) {
        const lost = lostInShiftJis(toRow(customer).join('\n'));
        if (lost.length === 0) continue;
        total += 1;
        const { customerId, customerName } = customer;
        if (customers.length < NAMED_LOSSES) customers.push({ customerId, customerName, lost });
      }
    }
    const detail = { part: 'export_losses', shown: customers.length };
    const shown = customers.map(({ customerId }) => customerId);
    await this.scope.asViewer(viewer, (manager) =>
      this.audit.record(manager, { event: 'customer.searched', detail, shown }),
    );
    return { total, customers };
  }

  private async record(viewer: Viewer, { query }: CustomerFilter, format: string): Promise<void> {
    const detail = { format, ...((await this.phones.spend(viewer, query)) ? { by: 'phone' } : {}) };
    await this.scope.asViewer(viewer, (manager, { customerId }) =>
      this.audit.record(manager, { event: 'customer.exported', actor: customerId, detail }),
    );
  }

  private table(viewer: Viewer, filter: CustomerFilter, format: string): TextTable {
    return {
      name: 'お客様',
      columns: COLUMNS,
      rows: (signal) => this.rows(viewer, filter, format, signal),
    };
  }

  /**
   * Each piece is recorded in the audit trail before it is written to the file. If the download is broken off, the
   * trail contains only the pieces that were sent.
   */
  private async *rows(
    viewer: Viewer,
    filter: CustomerFilter,
    format: string,
    signal: AbortSignal,
  ): AsyncGenerator<string[][]> {
    const record = (manager: EntityManager, piece: FoundRow[]) =>
      this.audit.record(manager, {
        event: 'customer.exported',
        actor: viewer.customerId,
        detail: { format, shown: piece.length },
        shown: shownIn(piece),
      });
    for await (const piece of this.pieces(viewer, filter, signal, record)) yield piece.map(toRow);
  }

  private async *pieces(
    viewer: Viewer,
    filter: CustomerFilter,
    signal: AbortSignal,
    found?: (manager: EntityManager, piece: FoundRow[]) => Promise<void>,
  ): AsyncGenerator<FoundRow[]> {
    for (let after: string | undefined; ;) {
      const piece = await whileReading(signal, () =>
        this.scope.asViewer(viewer, async (manager, viewerScope) => {
          const rows = await foundCustomers(
            manager,
            CustomerConditions.of(viewerScope, filter).after(after),
            PIECE,
            filter.login,
          );
          await found?.(manager, rows);
          return rows;
        }),
      );
      yield piece;
      after = piece.at(-1)?.customerId;
      if (piece.length < PIECE) return;
    }
  }
}

const COLUMNS: TextTable['columns'] = [
  { heading: 'お客様ID', width: 12 },
  { heading: 'お客様名', width: 32 },
  { heading: 'カナ', width: 32 },
  { heading: 'ランク', width: 12 },
  { heading: '上位店', width: 32 },
  { heading: '電話(末尾)', width: 12 },
  { heading: 'ログイン状況', width: 14 },
  { heading: 'ログイン情報の数', width: 16 },
  { heading: '最終ログイン', width: 20 },
];

const STATUS_TEXTS: Record<LoginStatus, string> = {
  active: '設定済み',
  none: '未設定',
  invited: '確認待ち',
  several: '複数あり',
  bouncing: 'メール不達',
  suspended: '停止中',
};

/** Date and time in Japan, in a form that can be sorted: `2026-11-22 16:43`. */
const DATE_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'short',
});

function toRow(customer: FoundCustomer): string[] {
  return [
    customer.customerId,
    customer.customerName,
    customer.customerKana,
    customer.rankName,
    customer.parentDealerName ?? '',
    customer.phoneEnding ?? '',
    STATUS_TEXTS[customer.loginStatus],
    String(customer.loginCount),
    customer.lastSignInAt === null ? '' : DATE_TIME.format(new Date(customer.lastSignInAt)),
  ];
}
