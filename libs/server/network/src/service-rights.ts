/**
 * Parts of the actions of dealers and operators that run with the service's own rights, because their role may not
 * touch the rows. The table "The service's own rights" in docs/security/authorisation.md lists the rows.
 */
export type ServiceRightsReason =
  | 'ask for a change of contacts'
  | 'begin a login'
  | 'decide a change of contacts'
  | 'decide an appointment'
  | 'read a login'
  | 'read appointments'
  | 'read changes of contacts'
  | 'read contacts'
  | 'read the campaign'
  | 'read whether recovery is closed'
  | 'remove passkeys'
  | 'reopen recovery'
  | 'send reminders'
  | 'tell of a move'
  | 'tell of a new operator';
