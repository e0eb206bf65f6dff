import { Controller, Get, SerializeOptions, UseGuards } from '@nestjs/common';
import { ownCredential, type OwnCredential } from '@daiko/contracts';
import { CredentialService } from './credential.service';
import { CurrentSession, SessionGuard } from './session.guard';
import type { SignedIn } from './session-lookup';

/** マイページ › ログイン情報. */
@Controller('credential')
@UseGuards(SessionGuard)
export class CredentialController {
  constructor(private readonly credentials: CredentialService) {}

  @Get()
  @SerializeOptions({ schema: ownCredential })
  show(@CurrentSession() signedIn: SignedIn): Promise<OwnCredential> {
    return this.credentials.ownOf(signedIn);
  }
}
