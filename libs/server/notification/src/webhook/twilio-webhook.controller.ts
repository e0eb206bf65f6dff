import { Body, Controller, Header, HttpCode, Param, Post, Res, UseGuards } from '@nestjs/common';
import { loggedNotification } from '@daiko/contracts';
import type { FastifyReply } from 'fastify';
import { DeliveryProgress } from './delivery-progress';
import type { TwilioForm } from './twilio-form';
import { TwilioSignatureGuard } from './twilio-signature.guard';
import { VoiceCall, type Speech } from './voice-call';

const notificationId = loggedNotification.shape.id;

/** Here Twilio asks what to say in a call, and reports the state of calls and SMS. */
@Controller('webhooks/twilio')
@UseGuards(TwilioSignatureGuard)
export class TwilioWebhookController {
  constructor(
    private readonly calls: VoiceCall,
    private readonly progress: DeliveryProgress,
  ) {}

  @Post('voice/:notificationId')
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  async answer(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.handOver(id, await this.calls.answer(id, form), reply);
  }

  @Post('voice/:notificationId/key')
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  async press(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.handOver(id, await this.calls.press(id, form), reply);
  }

  @Post('status/:notificationId')
  @HttpCode(204)
  async report(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
  ): Promise<void> {
    await this.progress.record(id, form);
  }

  private handOver(id: string, { twiml, isMessage }: Speech, reply: FastifyReply): string {
    if (isMessage) reply.raw.once('finish', () => void this.calls.handedOver(id));
    return twiml;
  }
}
