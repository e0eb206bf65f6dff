import { faultsIn, type Fault } from '../fault.ts';

const database = faultsIn(
  'apps/api/src/migrations/20261130003000-customers-own-yes.ts',
  'integration',
  'contact-consent',
);
const contactConsentService = faultsIn(
  'libs/server/registration/src/contact-consent.service.ts',
  'integration',
  'contact-consent',
);
const contactDecisionStore = faultsIn(
  'libs/server/registration/src/contact-decision.store.ts',
  'integration',
  'contact-consent',
);
const mailLinkService = faultsIn(
  'libs/server/auth/src/mail-link/mail-link.service.ts',
  'integration',
  'contact-consent',
);

/** Of the customer’s own yes to a change of contacts. */
export const ownYes: readonly Fault[] = [
  database(
    'an address that never answered speaks for the customer',
    'AND address.created_at < asked.requested_at AND address.confirmed_at < asked.requested_at',
    'AND address.created_at < asked.requested_at',
  ),
  database(
    'an address that answered after the request speaks for the customer',
    'address.confirmed_at < asked.requested_at',
    'address.confirmed_at IS NOT NULL',
  ),
  database(
    'an address that came after the request speaks for the customer',
    'address.created_at < asked.requested_at AND ',
    '',
  ),
  database(
    'an address that is held speaks for the customer',
    '(address.held_until IS NULL OR address.held_until <= asked.requested_at)',
    'true',
  ),
  database('an address that was removed speaks for the customer', ' AND address.retired_at IS NULL', ''),
  database(
    'a contact of who asks speaks for the customer',
    'own.customer_id = asked.requested_by AND own.value = address.value',
    'false',
  ),
  database(
    'the login ID of who asks speaks for the customer',
    'own.customer_id = asked.requested_by AND own.login_id = address.value',
    'false',
  ),
  database(
    'a request that ended gets links',
    "asked.state = 'pending' AND customer.path = asked.customer_path",
    'customer.path = asked.customer_path',
  ),
  database(
    'links stay open when their request ends',
    "FOR EACH ROW WHEN (NEW.state <> 'pending') EXECUTE FUNCTION end_links_of_change()",
    "FOR EACH ROW WHEN (NEW.state = 'never') EXECUTE FUNCTION end_links_of_change()",
  ),
  database(
    'a link of a contact that speaks for nobody is kept',
    'OR NOT may_answer(NEW.contact_change_request_id, NEW.contact_point_id) THEN',
    'THEN',
  ),
  database(
    'a link belongs to somebody else than its request',
    'asked.id = NEW.contact_change_request_id AND asked.customer_id = NEW.customer_id',
    'asked.id = NEW.contact_change_request_id',
  ),
  database('a yes is written without a link', 'THEN NOT customer_answers(OLD.id)', 'THEN false'),
  database('a link that was used before is a yes', 'link.used_at = now()', 'link.used_at IS NOT NULL'),
  database(
    'a link that was mailed to nobody is a yes',
    `        JOIN notification mail ON mail.mail_link_id = link.id AND mail.contact_point_id = link.contact_point_id
`,
    '',
  ),
  database('a request is decided a second time', "IF OLD.state <> 'pending'", 'IF false'),
  contactConsentService('an answer does not use its link', 'await this.links.consume(tx, token);', ''),
  contactConsentService('a mail box gets any number of links', '< $3::int`;', '< $3::int + 100000`;'),
  contactConsentService(
    'the page of a link shows contacts in full',
    "return kind === 'email' ? maskEmail(value) : maskPhone(value);",
    'return value;',
  ),
  contactConsentService(
    'an answer does not take its customer first',
    'await lockCustomer(tx, customerId);',
    '',
  ),
  contactDecisionStore(
    'a second answer is a fault instead of being told',
    "WHERE id = $1 AND state = 'pending'`;",
    'WHERE id = $1`;',
  ),
  contactDecisionStore(
    'a yes changes nothing',
    "if (decision === 'approved') return this.contacts.apply(part, change);",
    'void change;',
  ),
  mailLinkService(
    'a link answers from an address that was removed',
    "(purpose <> 'contact_change' OR may_answer(contact_change_request_id, contact_point_id))",
    '(true)',
  ),
];
