import { Credential } from './credential/credential.entity';
import { LegacyLogin } from './legacy-login/legacy-login.entity';
import { MailLink } from './mail-link/mail-link.entity';
import { Passkey } from './passkey/passkey.entity';
import { Session } from './session/session.entity';

export { ACCESS_POLICY } from './access/access-policy';
export { requireStepUp } from './access/access.guard';
export { CurrentSession } from './access/current-session';
export { routeName } from './access/route-name';
export * from './auth.module';
export * from './credential/credential.entity';
export { isForeignHash } from './password/foreign-hash/foreign-hash';
export * from './legacy-login/legacy-login.entity';
export * from './credential/login-setup.service';
export * from './credential/login-id-taken';
export * from './mail-link/mail-link.entity';
export * from './mail-link/mail-link.service';
export * from './password/new-password.service';
export { PasskeyService } from './passkey/passkey.service';
export * from './password/password-hasher';
export * from './password/pepper';
export * from './password/pepper-use';
export * from './credential/revocation.service';
export * from './session/session.entity';
export * from './sign-in/sign-in-streak.store';
export { SessionLookup, type SignedIn } from './session/session-lookup';

export const authEntities = [Credential, LegacyLogin, MailLink, Passkey, Session];
