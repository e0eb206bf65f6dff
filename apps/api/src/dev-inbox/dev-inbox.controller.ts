import { Controller, Delete, Get, HttpCode, Param, Query, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { DevInboxClient } from './dev-inbox-client';

/** `/dev/inbox`: the messages that the provider stand-ins received, as a page and as JSON. Development only. */
@Controller('dev')
export class DevInboxController {
  constructor(private readonly inbox: DevInboxClient) {}

  @Get('inbox')
  page(@Res() reply: FastifyReply): Promise<void> {
    return this.pass('inbox', reply);
  }

  @Get('inbox/:asset')
  asset(@Param('asset') asset: string, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(`inbox/${encodeURIComponent(asset)}`, reply);
  }

  @Get('inbox.json')
  messages(@Query() query: Record<string, string>, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(`inbox.json?${new URLSearchParams(query).toString()}`, reply);
  }

  @Delete(['inbox', 'inbox.json'])
  @HttpCode(204)
  empty(): Promise<void> {
    return this.inbox.empty();
  }

  private async pass(path: string, reply: FastifyReply): Promise<void> {
    const { status, type, body } = await this.inbox.get(path);
    await reply.status(status).type(type).header('cache-control', 'no-store').send(body);
  }
}
