import { Body, Controller, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { loggedNotification } from '@daiko/contracts';
import { DeliveryProgress } from './delivery-progress';
import type { TwilioForm } from './twilio-form';
import { TwilioSignatureGuard } from './twilio-signature.guard';
import { VoiceCall } from './voice-call';

const notificationId = loggedNotification.shape.id;

/** Where Twilio asks what to say, and reports what came of it. */
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
  answer(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
  ): Promise<string> {
    return this.calls.answer(id, form);
  }

  @Post('voice/:notificationId/key')
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  press(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
  ): Promise<string> {
    return this.calls.press(id, form);
  }

  @Post('status/:notificationId')
  @HttpCode(204)
  async report(
    @Param('notificationId', { schema: notificationId }) id: string,
    @Body() form: TwilioForm,
  ): Promise<void> {
    await this.progress.record(id, form);
  }
}
