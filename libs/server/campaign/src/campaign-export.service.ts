import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { CampaignCause, CampaignFilter } from '@daiko/contracts';
import type { Viewer } from '@daiko/server-network';
import { csvStream, whileReading, xlsxStream, type TextTable } from '@daiko/server-platform';
import { CampaignService } from './campaign.service';

/** The list of customers whose login is not in order, as a file. Each page is read when the reader needs it. */
@Injectable()
export class CampaignExportService {
  constructor(private readonly campaign: CampaignService) {}

  xlsx(viewer: Viewer, filter: CampaignFilter): Readable {
    return xlsxStream(this.table(viewer, filter));
  }

  csv(viewer: Viewer, filter: CampaignFilter): Readable {
    return csvStream(this.table(viewer, filter), 'utf-8');
  }

  private table(viewer: Viewer, filter: CampaignFilter): TextTable {
    return {
      name: 'ログイン統合キャンペーン',
      columns: COLUMNS,
      rows: (signal) => this.rows(viewer, filter, signal),
    };
  }

  private async *rows(
    viewer: Viewer,
    filter: CampaignFilter,
    signal: AbortSignal,
  ): AsyncGenerator<string[][]> {
    for (let after: string | undefined; ;) {
      const { customers, next } = await whileReading(signal, () =>
        this.campaign.page(viewer, { ...filter, after }),
      );
      yield customers.map(({ customerId, customerName, parentDealerName, causes, remindedAt }) => [
        customerId,
        customerName,
        parentDealerName,
        causes.map((cause) => CAUSE_TEXTS[cause]).join('、'),
        remindedAt === null ? '' : DAY.format(new Date(remindedAt)),
      ]);
      if (next === null) return;
      after = next;
    }
  }
}

const COLUMNS: TextTable['columns'] = [
  { heading: 'お客様ID', width: 12 },
  { heading: 'お客様名', width: 32 },
  { heading: '上位店', width: 32 },
  { heading: '確認が必要な点', width: 28 },
  { heading: 'お願いの送信日', width: 16 },
];

const CAUSE_TEXTS: Record<CampaignCause, string> = {
  several: '複数あり',
  none: '未設定',
  invited: '確認待ち',
  bouncing: 'メール不達',
  no_phone: '電話番号なし',
};

/** Day in Japan, in a form that can be sorted: `2026-11-22`. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });
