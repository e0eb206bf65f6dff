import { faultsIn, type Fault } from '../fault.ts';

const contactBook = faultsIn(
  'libs/server/registration/src/contact.store.ts',
  'integration',
  'contact-change',
);
const contactApprovalService = faultsIn(
  'libs/server/registration/src/contact-approval.service.ts',
  'integration',
  'second-person',
);
const passkeyRemovalService = faultsIn(
  'libs/server/registration/src/passkey-removal.service.ts',
  'integration',
  'passkey-removal',
);
const registrationService = faultsIn(
  'libs/server/registration/src/registration.service.ts',
  'integration',
  'registration.integration',
);

export const registration: readonly Fault[] = [
  contactBook(
    'a new contact is held for 24 minutes',
    'now() + make_interval(mins => $4::int)',
    'now() + make_interval(secs => $4::int)',
  ),
  contactBook(
    'a changed contact leaves open recovery alive',
    'await this.revocation.endRecoveryOf(part, customerId);',
    '',
  ),
  contactApprovalService(
    'who depends on the asker approves the change',
    "if (state === 'approved') await this.refuseDependent(manager, viewer, id);",
    '',
  ),
  passkeyRemovalService(
    'the sessions on lost devices go on after the passkeys were removed',
    'await this.revocation.endAllOf(part, customerId);',
    '',
  ),
  registrationService(
    'the same form makes two customers',
    '  ON CONFLICT DO NOTHING RETURNING customer_id AS "customerId"`;',
    '  ON CONFLICT (registered_by, key) DO UPDATE SET customer_id = excluded.customer_id RETURNING customer_id AS "customerId"`;',
  ),
];
