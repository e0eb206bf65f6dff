import { faultsIn, type Fault } from '../fault.ts';

const TESTS = ['integration', 'operators.integration'] as const;
const needTwo = faultsIn('apps/api/src/migrations/20261129204200-operators-need-two.ts', ...TESTS);
const refusals = faultsIn('apps/api/src/migrations/20261130002000-refuse-operators.ts', ...TESTS);
const operatorApprovalService = faultsIn(
  'libs/server/registration/src/operator-approval.service.ts',
  ...TESTS,
);
const registrationService = faultsIn('libs/server/registration/src/registration.service.ts', ...TESTS);
const outboxRows = faultsIn('libs/server/notification/src/outbox/outbox-rows.ts', ...TESTS);

/** Of the second operator whom a new one needs. */
export const operators: readonly Fault[] = [
  operatorApprovalService(
    'an operator who depends on the maker approves',
    "if (!waiting.may) throw new AppError('operator.not_independent');",
    '',
  ),
  operatorApprovalService(
    'an operator who came after the new one approves',
    'AND confirmed_at < requested_at AS may',
    'AS may',
  ),
  operatorApprovalService(
    'the list offers an approval to who depends on the maker',
    'are_independent(requested_by, $1) AND (confirmed_at < requested_at) IS TRUE AS "isApprovable"',
    '(confirmed_at < requested_at) IS TRUE AS "isApprovable"',
  ),
  operatorApprovalService(
    'the list offers an approval to who came after the new operator',
    'AND (confirmed_at < requested_at) IS TRUE AS "isApprovable"',
    'AS "isApprovable"',
  ),
  operatorApprovalService(
    'an operator who was refused is approved',
    'approved_by IS NULL AND refused_by IS NULL FOR UPDATE OF appointment',
    'approved_by IS NULL FOR UPDATE OF appointment',
  ),
  operatorApprovalService(
    'an operator who was approved is refused',
    'WHERE customer_id = $1 AND approved_by IS NULL AND refused_by IS NULL`;',
    'WHERE customer_id = $1 AND refused_by IS NULL`;',
  ),
  operatorApprovalService(
    'an operator who was refused is refused again',
    'WHERE customer_id = $1 AND approved_by IS NULL AND refused_by IS NULL`;',
    'WHERE customer_id = $1 AND approved_by IS NULL`;',
  ),
  operatorApprovalService(
    'a refused operator stays in the list',
    'WHERE approved_by IS NULL AND refused_by IS NULL AND appointment',
    'WHERE approved_by IS NULL AND appointment',
  ),
  operatorApprovalService(
    'an approval is told to nobody',
    "await this.outbox.enqueue(part, { template: 'operator_approved', aboutCustomerId: customerId });",
    '',
  ),
  operatorApprovalService(
    'the setup mail of a new operator is not sent anew',
    'await this.inviteAgain(part, customerId);',
    '',
  ),
  registrationService(
    'the registration of an operator is told to nobody',
    "await this.outbox.enqueue(part, { template: 'operator_registered', aboutCustomerId: customerId });",
    '',
  ),
  registrationService(
    'an operator is made without the password given again',
    'if (await this.optionService.makesOperator(manager, request.rankCode)) requireStepUp(viewer);',
    'void requireStepUp;',
  ),
  outboxRows(
    'operators who have left are asked whether they may approve',
    ' AND staff.suspended_at IS NULL`;',
    '`;',
    ['contact-change'],
  ),
  outboxRows(
    'a new operator is told to dealers, too',
    "WHERE office.parent_customer_id IS NULL AND rank.role = 'operator' AND staff.suspended_at IS NULL`;",
    'WHERE office.parent_customer_id IS NULL AND staff.suspended_at IS NULL`;',
  ),
  outboxRows(
    'the registration of an operator is told to nobody, for want of an approval',
    "operator_registered: otherOperators('requested_by')",
    "operator_registered: otherOperators('approved_by')",
  ),
  outboxRows(
    'an approval is told to who gave it, and not to the maker',
    "operator_approved: otherOperators('approved_by')",
    "operator_approved: otherOperators('requested_by')",
  ),
  outboxRows(
    'a suspended operator is told of new ones',
    'contact_point.retired_at IS NULL AND customer.suspended_at IS NULL',
    'contact_point.retired_at IS NULL',
  ),
  needTwo('a new operator acts before anybody has approved', 'NEW.suspended_at := now();', ''),
  needTwo(
    'an operator whom nobody approved is raised, whoever writes',
    'customer_id = NEW.customer_id AND approved_by IS NULL) THEN',
    'false) THEN',
  ),
  refusals(
    'who depends on the maker approves, whoever writes',
    ' AND are_independent(OLD.requested_by, NEW.approved_by))`;',
    ')`;',
  ),
  refusals(
    'who came after the new operator approves, whoever writes',
    'AND confirmed_at < OLD.requested_at',
    '',
  ),
  refusals(
    'somebody who is no operator approves, whoever writes',
    "NEW.approved_by AND role = 'operator'",
    'NEW.approved_by',
  ),
  refusals(
    'a suspended operator approves, whoever writes',
    "role = 'operator' AND suspended_at IS NULL AND state = 'active'",
    "role = 'operator' AND state = 'active'",
  ),
  refusals('an operator without a login approves, whoever writes', "AND state = 'active'", ''),
  refusals(
    'a refusal is not for good, whoever writes',
    'OLD.approved_by IS NOT NULL OR OLD.refused_by IS NOT NULL',
    'OLD.approved_by IS NOT NULL',
  ),
  refusals(
    'an approval is taken back by a refusal, whoever writes',
    'OLD.approved_by IS NOT NULL OR OLD.refused_by IS NOT NULL',
    'OLD.refused_by IS NOT NULL',
  ),
  refusals(
    'somebody who is no operator refuses, whoever writes',
    "NEW.refused_by AND role = 'operator' AND suspended_at IS NULL) END)`;",
    'NEW.refused_by) END)`;',
  ),
  refusals(
    'an import makes an operator, whoever writes',
    'IF EXISTS (SELECT FROM customer JOIN rank',
    'IF false AND EXISTS (SELECT FROM customer JOIN rank',
    ['import-identity'],
  ),
];
