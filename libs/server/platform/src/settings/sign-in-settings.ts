import { count } from './setting-kinds';

/** Settings of sign-in: its limits, its alarms and its notices to customers. */
export const signInSettings = {
  SIGN_IN_FAILURES: count(10).describe(
    'failures per account and address before a wait of 1 minute, doubling to 15',
  ),
  SIGN_IN_HOURLY_FAILURES: count(100).describe(
    'failures per account over all addresses and hour before answers are delayed',
  ),
  SIGN_IN_FAILURES_IN_A_ROW: count(100).describe(
    'wrong passwords in a row, over all addresses, after which no password opens from an unknown browser',
  ),
  SIGN_IN_FAILURES_PER_ADDRESS_HOURLY: count(100).describe(
    'wrong passwords from one IP address (IPv6: /64) in an hour, over all accounts, before it has to wait',
  ),
  SIGN_IN_ACCOUNTS_ALARM: count(30).describe(
    'accounts with wrong passwords from one IP address (IPv6: /64) in an hour, with which an alarm is raised',
  ),
  SIGN_IN_FAILURES_ALARM: count(300).describe(
    'wrong passwords over all accounts and addresses in 10 minutes, with which an alarm is raised',
  ),
  SIGN_INS_AT_ONCE_PER_ADDRESS: count(32).describe(
    'sign-ins of one IP address (IPv6: /64) that a process works on at once',
  ),
  SIGN_IN_FAILURES_TOLD: count(5).describe(
    'wrong passwords in a row, over all addresses, after which a sign-in is told to the customer by mail',
  ),
  SIGN_IN_NOTICES_DAILY: count(3).describe('mails about unusual sign-ins per customer in 24 hours'),
  DEVICES_PER_CUSTOMER: count(20).describe(
    'browsers that are known again at sign-in; a hint for those mails',
  ),
  PASSKEYS_PER_ADDRESS_HOURLY: count(600).describe(
    'passkeys asked for or used at a sign-in, per IP address (IPv6: /64) and hour',
  ),
  RECOVERY_CODES_PER_CUSTOMER_HOURLY: count(10).describe(
    'recovery codes typed in the place of a passkey, right or wrong, per customer and hour',
  ),
  RECOVERY_CODES_PER_ADDRESS_HOURLY: count(30).describe(
    'recovery codes typed in the place of a passkey, right or wrong, per IP address (IPv6: /64) and hour',
  ),
};
