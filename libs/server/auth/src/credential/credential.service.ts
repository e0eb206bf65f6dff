import { Injectable } from '@nestjs/common';
import type { OwnCredential } from '@daiko/contracts';
import { DestinationStore, maskEmail } from '@daiko/server-customer';
import { DataSource, IsNull } from 'typeorm';
import { Credential } from './credential.entity';
import { LegacyLogin } from '../legacy-login/legacy-login.entity';
import type { SignedIn } from '../session/session-lookup';

/** Shows customers the data of their own login. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly db: DataSource,
    private readonly destinations: DestinationStore,
  ) {}

  async ownOf({ customerId, sessionId }: SignedIn): Promise<OwnCredential> {
    const credential = await this.db.manager.findOneByOrFail(Credential, { customerId });
    const [previous] = await this.db.query<{ signedInAt: Date }[]>(SELECT_PREVIOUS_SIGN_IN, [
      customerId,
      sessionId,
    ]);
    return {
      loginId: credential.loginId,
      loginIdMasked: maskEmail(credential.loginId),
      state: credential.state,
      passwordChangedAt: credential.passwordChangedAt?.toISOString() ?? null,
      previousSignInAt: previous?.signedInAt.toISOString() ?? null,
      legacyLoginCount: await this.db.manager.countBy(LegacyLogin, { customerId, retiredAt: IsNull() }),
      destinationCount: (await this.destinations.of(customerId)).length,
    };
  }
}

const SELECT_PREVIOUS_SIGN_IN = `
  SELECT earlier.signed_in_at AS "signedInAt"
  FROM session earlier JOIN session current USING (customer_id)
  WHERE customer_id = $1 AND current.id = $2 AND earlier.signed_in_at < current.signed_in_at
  ORDER BY earlier.signed_in_at DESC LIMIT 1`;
