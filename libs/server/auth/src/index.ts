import { Consolidation } from './consolidation.entity';
import { Credential } from './credential.entity';
import { LegacyLogin } from './legacy-login.entity';
import { MailLinkEntity } from './mail-link.entity';
import { PasskeyEntity } from './passkey/passkey.entity';
import { SessionEntity } from './session.entity';

export { ACCESS_POLICY } from './access/access-policy';
export { requireStepUp } from './access/access.guard';
export { CurrentSession } from './access/current-session';
export { routeName } from './access/route-name';
export * from './auth.module';
export * from './consolidation.entity';
export * from './credential.entity';
export { isForeignHash } from './foreign-hash/foreign-hash';
export * from './legacy-login.entity';
export * from './login-setup.service';
export * from './login-id-taken';
export * from './mail-link.entity';
export * from './mail-link.service';
export * from './new-password.service';
export { PasskeyService } from './passkey/passkey.service';
export * from './password-hasher';
export * from './pepper';
export * from './pepper-use';
export * from './revocation.service';
export * from './session.entity';
export { SessionLookup, type SignedIn } from './session-lookup';

export const authEntities = [
  Consolidation,
  Credential,
  LegacyLogin,
  MailLinkEntity,
  PasskeyEntity,
  SessionEntity,
];
export * from './sign-in-streak.store';
