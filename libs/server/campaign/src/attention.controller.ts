import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { attention, type Attention } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { AttentionService } from './attention.service';

/** マイページ › 要対応. */
@Controller('attention')
export class AttentionController {
  constructor(private readonly facts: AttentionService) {}

  @Get()
  @SerializeOptions({ schema: attention })
  show(@CurrentSession() viewer: SignedIn): Promise<Attention> {
    return this.facts.of(viewer);
  }
}
