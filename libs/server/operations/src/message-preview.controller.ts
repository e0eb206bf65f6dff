import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { messagePreviewList, type MessagePreviewList } from '@daiko/contracts';
import { messageCatalogue, webOtpHost } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';

/** 運用 › 通知文: every message in the form in which it is sent. */
@Controller('operations/messages')
export class MessagePreviewController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @SerializeOptions({ schema: messagePreviewList })
  list(): MessagePreviewList {
    return { previews: messageCatalogue(this.config.values.VOICE_READINGS, webOtpHost(this.config)) };
  }
}
