import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ownCredential, type OwnCredential } from '@daiko/contracts';
import { CredentialService } from './credential.service';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from '../session/session-lookup';

/** マイページ › ログイン情報. */
@Controller('credential')
export class CredentialController {
  constructor(private readonly credentials: CredentialService) {}

  @Get()
  @SerializeOptions({ schema: ownCredential })
  show(@CurrentSession() signedIn: SignedIn): Promise<OwnCredential> {
    return this.credentials.ownOf(signedIn);
  }
}
