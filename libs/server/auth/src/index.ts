import { Credential } from './credential.entity';
import { MailLinkEntity } from './mail-link.entity';
import { SessionEntity } from './session.entity';

export * from './auth.module';
export * from './credential.entity';
export * from './mail-link.entity';
export * from './password-hasher';
export * from './revocation.service';
export * from './session.entity';
export * from './session.guard';
export { SessionLookup, type SignedIn } from './session-lookup';

export const authEntities = [Credential, MailLinkEntity, SessionEntity];
