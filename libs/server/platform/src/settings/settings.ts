import * as z from 'zod';
import { areProxies } from '../http/client-address';
import { passwordSettings } from './password-settings';
import { signInSettings } from './sign-in-settings';
import { headOfficeSettings } from './head-office-settings';
import { count, keyList, minutes, port } from './setting-kinds';
import { providerSettings } from './provider-settings';

const rolePassword = (role: string) =>
  z.string().min(12).optional().describe(`password that the migrate step gives the database role ${role}`);

/**
 * Levels that a tree of customers can have, by the constraint `customer_path_depth`. A longer path bloats its index.
 */
export const TREE_DEPTH_LIMIT = 100;

/** The only place that defines settings: name, meaning and default. A test compares `.env.example` with it. */
export const settings = z.strictObject({
  APP_ENV: z
    .enum(['development', 'production'])
    .default('development')
    .describe('production refuses stand-ins, demo data and default secrets, and has no /dev/*'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: port(3000).describe('port of the API and the client'),
  OPS_PORT: port(9464).describe('port of /healthz, /readyz and /metrics, on loopback'),
  PUBLIC_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .describe('the only source of links in messages'),
  TRUST_PROXY: z
    .string()
    .refine(areProxies, 'must be addresses or networks, comma-separated, such as 10.0.0.1,172.30.9.0/24')
    .default('')
    .describe(
      'addresses of reverse proxies whose forwarding headers count, comma-separated; none by default',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),

  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('PostgreSQL 15 or newer; npm start provides an embedded one when unset'),
  DATABASE_API_PASSWORD: rolePassword('daiko_api'),
  DATABASE_WORKER_PASSWORD: rolePassword('daiko_worker'),
  DATABASE_AUDITOR_PASSWORD: rolePassword('daiko_auditor'),
  DATABASE_POOL_SIZE: count(20).describe('connections per process'),
  QUEUE_BACKEND: z.enum(['postgres', 'redis']).default('postgres').describe('where BullMQ keeps its jobs'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('needed with QUEUE_BACKEND=redis; run it with AOF and noeviction'),

  ...providerSettings,
  ...headOfficeSettings,
  DEV_INBOX_URL: z
    .url()
    .optional()
    .describe('where the stand-ins show what they received; refused in production'),

  CLIENT_DIR: z
    .string()
    .default('dist/apps/client/browser')
    .describe('where the built client lies; served when there'),

  SECRET_KEYS: keyList().describe(
    'keys for PINs, links and decoys as id:base64, comma-separated, newest first',
  ),

  PIN_TTL_MINUTES: minutes(15, 15).describe('life of a PIN (有効時間15分); 3 to 15'),
  PIN_RUN_MINUTES: minutes(30).describe('life of one identity verification, whatever happens in it'),
  PIN_MAX_ATTEMPTS: count(5).describe('wrong PINs per run, whatever is re-issued'),
  PIN_MAX_SENDS: count(5).describe('PINs sent per run'),
  PIN_RESEND_SECONDS: count(60).describe('wait before the second send to a destination; doubles with each'),
  PIN_DESTINATION_DAILY_SENDS: count(10).describe('PINs to one destination in 24 hours'),
  PIN_VOICE_PER_10_MINUTES: count(2).describe('calls to one number in 10 minutes'),
  PIN_SMS_WEBOTP: z
    .enum(['off', 'on'])
    .default('off')
    .describe(
      'on: the SMS closes with the line from which phones fill the PIN in; it is charged as two then',
    ),
  VOICE_READINGS: z.coerce
    .number()
    .int()
    .min(2)
    .max(3)
    .default(2)
    .describe('how often a call reads its message before it asks for a key; 2 or 3'),
  RECOVERY_DAILY_FAILURES: count(15).describe(
    'wrong PINs per customer in 24 hours over everything; then recovery closes for 1 h, doubling to 24 h',
  ),
  RECOVERY_FAILURES_IN_A_ROW: count(100).describe(
    'wrong PINs without a right one, after which recovery stays closed until somebody reopens it',
  ),
  RUNS_PER_ADDRESS_HOURLY: count(10).describe(
    'identity verifications opened per IP address (IPv6: /64) and hour',
  ),
  RUNS_PER_ADDRESS_DAILY: count(30).describe('the same per day'),
  VERIFICATIONS_PER_RUN_MINUTE: count(10).describe('PIN inputs per run and minute'),
  VERIFICATIONS_PER_ADDRESS_MINUTE: count(60).describe('PIN inputs per IP address and minute'),
  PIN_GUESSES_ALARM: count(50).describe(
    'wrong PINs over all customers in 10 minutes, after which an alarm is raised',
  ),
  PIN_GUESSES_WORK: count(200).describe(
    'wrong PINs over all customers in 10 minutes, after which each PIN costs the browser work',
  ),
  PIN_WORK_KEYS: count(300).describe(
    'keys that a browser derives for it at most, at least half as many; 5,000 rounds each',
  ),
  PASSWORD_LINK_MINUTES: minutes(60).describe('life of the mailed password link'),
  LOGIN_ID_LINK_MINUTES: minutes(24 * 60).describe('life of the mail that confirms a new login ID'),
  SETUP_LINK_MINUTES: minutes(72 * 60, 30 * 24 * 60).describe(
    'life of the mailed link with which a customer sets up the login that a dealer began',
  ),
  CONTACT_CHANGE_LINK_MINUTES: minutes(72 * 60, 30 * 24 * 60).describe(
    'life of the mailed link with which a customer approves or refuses the change of a contact',
  ),
  SETUP_MAILS_DAILY: count(10).describe('setup mails per customer in 24 hours'),
  SETUP_MAILS_PER_ADDRESS_DAILY: count(10).describe(
    'setup mails to one address a day, over all customers that it is asked for',
  ),
  CONTACT_HOLD_MINUTES: minutes(24 * 60, 30 * 24 * 60).describe(
    'how long no PIN goes to a contact that a dealer changed',
  ),
  NOT_ME_LINK_MINUTES: minutes(30 * 24 * 60, 365 * 24 * 60).describe(
    'life of それは私ではありません in a mail',
  ),

  NETWORK_DEPTH_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(TREE_DEPTH_LIMIT)
    .default(TREE_DEPTH_LIMIT)
    .describe('levels of dealers and customers below each other, the head office counted; 2 to 100'),
  PHONE_SEARCHES_HOURLY: count(60).describe(
    'different phones, whole or by their last four digits, that one person searches for in an hour',
  ),

  CAMPAIGN_DEADLINE: z.iso.date().default('2027-03-31').describe('by then every customer has one login'),
  CAMPAIGN_MAILS_PER_MINUTE: count(60).describe('reminders of the campaign that go out in a minute'),

  ...signInSettings,
  SESSION_IDLE_MINUTES: minutes(60).describe('a session ends after this time without a request'),
  SESSION_ABSOLUTE_MINUTES: minutes(12 * 60).describe('a session ends after this time in any case'),
  SESSIONS_PER_CUSTOMER: count(5).describe('the oldest session ends when one more begins'),
  STEP_UP_MINUTES: minutes(5).describe('how long a password input allows the acts that ask for one'),
  ...passwordSettings,
});
export type Settings = z.infer<typeof settings>;
