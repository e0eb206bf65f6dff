import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { campaignFilter, type CampaignFilter } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CampaignExportService } from './campaign-export.service';

const attachment = (ending: string) =>
  `attachment; filename="campaign.${ending}"; filename*=UTF-8''${encodeURIComponent('ログイン統合キャンペーン')}.${ending}`;

/** The campaign's list as a file. */
@Controller('campaign')
export class CampaignExportController {
  constructor(private readonly files: CampaignExportService) {}

  @Get('export.xlsx')
  @Header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  xlsx(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: campaignFilter }) filter: CampaignFilter,
  ): StreamableFile {
    return new StreamableFile(this.files.xlsx(viewer, filter), { disposition: attachment('xlsx') });
  }

  @Get('export.csv')
  @Header('content-type', 'text/csv')
  csv(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: campaignFilter }) filter: CampaignFilter,
  ): StreamableFile {
    return new StreamableFile(this.files.csv(viewer, filter), { disposition: attachment('csv') });
  }
}
