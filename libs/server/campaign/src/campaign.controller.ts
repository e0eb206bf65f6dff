import { Body, Controller, Get, HttpCode, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  campaignBoard,
  campaignFilter,
  campaignPage,
  campaignQuery,
  reminderPlan,
  reminderProgress,
  reminderRequest,
  type CampaignBoard,
  type CampaignFilter,
  type CampaignPage,
  type CampaignQuery,
  type ReminderPlan,
  type ReminderProgress,
  type ReminderRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CampaignService } from './campaign.service';
import { ReminderService } from './reminder.service';

/** ログイン統合キャンペーン. */
@Controller('campaign')
export class CampaignController {
  constructor(
    private readonly campaign: CampaignService,
    private readonly reminders: ReminderService,
  ) {}

  @Get()
  @SerializeOptions({ schema: campaignBoard })
  board(@CurrentSession() viewer: SignedIn): Promise<CampaignBoard> {
    return this.campaign.board(viewer);
  }

  @Get('customers')
  @SerializeOptions({ schema: campaignPage })
  customers(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: campaignQuery }) query: CampaignQuery,
  ): Promise<CampaignPage> {
    return this.campaign.page(viewer, query);
  }

  @Get('reminders')
  @SerializeOptions({ schema: reminderPlan })
  plan(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: campaignFilter }) filter: CampaignFilter,
  ): Promise<ReminderPlan> {
    return this.reminders.plan(viewer, filter);
  }

  @Get('reminders/progress')
  @SerializeOptions({ schema: reminderProgress })
  progress(@CurrentSession() viewer: SignedIn): Promise<ReminderProgress> {
    return this.reminders.progress(viewer);
  }

  @Post('reminders')
  @HttpCode(202)
  @SerializeOptions({ schema: reminderPlan })
  remind(
    @CurrentSession() viewer: SignedIn,
    @Body({ schema: reminderRequest }) { cause, dealer }: ReminderRequest,
  ): Promise<ReminderPlan> {
    return this.reminders.send(viewer, {
      cause: cause === 'all' ? undefined : cause,
      dealer: dealer === 'all' ? undefined : dealer,
    });
  }
}
