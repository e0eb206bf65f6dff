import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { NetworkModule } from '@daiko/server-network';
import { NotificationModule } from '@daiko/server-notification';
import { AttentionController } from './attention.controller';
import { AttentionService } from './attention.service';
import { CampaignExportController } from './campaign-export.controller';
import { CampaignExportService } from './campaign-export.service';
import { CampaignController } from './campaign.controller';
import { CampaignService } from './campaign.service';
import { ReminderService } from './reminder.service';

/** The campaign for one login per customer, and its part of マイページ. */
@Module({
  imports: [AuditModule, AuthModule, NetworkModule, NotificationModule],
  controllers: [AttentionController, CampaignController, CampaignExportController],
  providers: [AttentionService, CampaignExportService, CampaignService, ReminderService],
})
export class CampaignModule {}
