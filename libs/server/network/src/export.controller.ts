import { Controller, Get, Header, Query, Res, SerializeOptions, StreamableFile } from '@nestjs/common';
import {
  csvExport,
  customerFilter,
  exportLosses,
  type CsvExport,
  type CustomerFilter,
  type ExportLosses,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { requesterSignal } from '@daiko/server-platform';
import type { FastifyReply } from 'fastify';
import { ExportService } from './export.service';

const attachment = (ending: string) =>
  `attachment; filename="customers.${ending}"; filename*=UTF-8''${encodeURIComponent('お客様一覧')}.${ending}`;

/** The list of お客様検索 as a file. */
@Controller('customers')
export class ExportController {
  constructor(private readonly files: ExportService) {}

  @Get('export.xlsx')
  @Header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  async xlsx(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: customerFilter }) filter: CustomerFilter,
  ): Promise<StreamableFile> {
    const stream = await this.files.xlsx(viewer, filter);
    return new StreamableFile(stream, { disposition: attachment('xlsx') });
  }

  @Get('export.csv')
  @Header('content-type', 'text/csv')
  async csv(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: csvExport }) { encoding, ...filter }: CsvExport,
  ): Promise<StreamableFile> {
    const stream = await this.files.csv(viewer, filter, encoding);
    return new StreamableFile(stream, { disposition: attachment('csv') });
  }

  @Get('export-losses')
  @SerializeOptions({ schema: exportLosses })
  losses(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: customerFilter }) filter: CustomerFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportLosses> {
    return this.files.lossesInShiftJis(viewer, filter, requesterSignal(reply));
  }
}
