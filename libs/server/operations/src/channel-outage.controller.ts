import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { channelHealth, openOutageRequest, type Channel, type OpenOutageRequest } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { ChannelOutageService } from './channel-outage.service';

/** Switches channels off and on again. */
@Controller('operations/outages')
export class ChannelOutageController {
  constructor(private readonly outages: ChannelOutageService) {}

  @Post()
  @HttpCode(204)
  async begin(
    @CurrentSession() { customerId }: SignedIn,
    @Body({ schema: openOutageRequest }) body: OpenOutageRequest,
  ): Promise<void> {
    await this.outages.begin(body, customerId);
  }

  @Delete(':channel')
  @HttpCode(204)
  async end(
    @CurrentSession() { customerId }: SignedIn,
    @Param('channel', { schema: channelHealth.shape.channel }) channel: Channel,
  ): Promise<void> {
    await this.outages.end(channel, customerId);
  }
}
