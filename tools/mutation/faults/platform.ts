import { faultsIn, type Fault } from '../fault.ts';

const leastRights = faultsIn('apps/api/src/migrations/20261129203500-least-rights.ts', 'api', 'roles.api');
const denialFilter = faultsIn('libs/server/audit/src/denial.filter.ts', 'api', 'protocol.api');
const loggerModule = faultsIn('libs/server/platform/src/logger.module.ts', 'unit', 'logger.module');
const productionRanges = faultsIn(
  'libs/server/platform/src/settings/production-ranges.ts',
  'unit',
  'app-config',
);
const settingsFaults = faultsIn('libs/server/platform/src/settings/settings-faults.ts', 'unit', 'app-config');
const clientAddress = faultsIn(
  'libs/server/platform/src/http/client-address.ts',
  'unit',
  'client-address',
  'app-config',
);
const stableKey = faultsIn('libs/server/platform/src/stable-key.ts', 'integration', 'decoy-list');
const secretDeriver = faultsIn('libs/server/platform/src/secret-deriver.ts', 'unit', 'secret-deriver');
const safePool = faultsIn('libs/server/platform/src/database/safe-pool.ts', 'api', 'connections.api');
const jsonBody = faultsIn('libs/server/platform/src/http/json-body.ts', 'unit', 'json-body');
const jsonBodyOverHttp = faultsIn('libs/server/platform/src/http/json-body.ts', 'api', 'bad-input');
const knownMethods = faultsIn('libs/server/platform/src/http/known-methods.ts', 'api', 'protocol.api');
const protocolErrors = faultsIn('libs/server/platform/src/http/protocol-errors.ts', 'api', 'protocol.api');
const createApi = faultsIn('apps/api/src/create-api.ts', 'api', 'protocol.api');
const auditSealer = faultsIn('libs/server/audit/src/audit-sealer.ts', 'integration', 'audit-trail');

export const platform: readonly Fault[] = [
  leastRights(
    'the worker reads password hashes',
    `  'password_hash',
`,
    '',
  ),
  leastRights(
    'the worker reads the hashes of the old system',
    `  'foreign_hash',
`,
    '',
  ),
  leastRights(
    'the worker reads which password was tried last',
    `  'last_password',
`,
    '',
  ),
  leastRights(
    'the worker reads the challenges of passkeys',
    `  'challenge_hash',
`,
    '',
  ),
  leastRights(
    'the worker reads the hashes of sessions',
    `  'token_hash',
`,
    '',
  ),
  denialFilter(
    'a refused access does not say what was reached for',
    'detail: { ...asIds(request.params), ...asIds(request.query), code, route },',
    'detail: { code, route },',
  ),
  loggerModule(
    'an error line lacks its own code',
    "path.at(-1) === 'code' && typeof value === 'string' && OWN_CODE.test(value) ? value : '[…]'",
    "path.length < 0 && value === OWN_CODE ? value : '[…]'",
  ),
  loggerModule(
    'a PIN is written to the log as a code',
    'OWN_CODE.test(value) ? value',
    'OWN_CODE !== undefined ? value',
  ),
  productionRanges(
    'production accepts a million wrong PINs',
    'PIN_MAX_ATTEMPTS: [3, 10],',
    'PIN_MAX_ATTEMPTS: [3, 1_000_000],',
  ),
  settingsFaults(
    'production accepts a key of zeros',
    'return new Set(bytes).size < DIFFERENT_BYTES_MIN;',
    'return new Set(bytes).size < 1;',
  ),
  settingsFaults(
    'production accepts a development key',
    "if (config[name].some((key) => key.startsWith('dev')))",
    "if (config[name].some((key) => key.startsWith('none')))",
  ),
  settingsFaults(
    'production starts without https',
    "if (!config.PUBLIC_BASE_URL.startsWith('https://'))",
    "if (!config.PUBLIC_BASE_URL.startsWith('http'))",
  ),
  settingsFaults(
    'one key serves as secret and as pepper',
    'if (config.PEPPER_KEYS.some((pepper) => config.SECRET_KEYS.some((key) => bytesOf(key) === bytesOf(pepper))))',
    'if (config.PEPPER_KEYS.length === 0)',
  ),
  clientAddress(
    'any address may be a trusted proxy',
    'proxies.every((proxy) => !/\\/0+$/.test(proxy))',
    'proxies.length > 0',
  ),
  clientAddress(
    'a proxy that is no address is found out at the first request',
    `  } catch {
    return false;`,
    `  } catch {
    return true;`,
  ),
  stableKey(
    'lists of unknown pairs change with the keys',
    'this.seal(this.key)]);',
    'this.seal(randomBytes(32))]);',
  ),
  secretDeriver('a PIN loses its leading zeros', ".padStart(PIN_LENGTH, '0')", ''),
  secretDeriver(
    'values of two uses are the same',
    'for (const part of [purpose, ...parts])',
    'for (const part of parts)',
  ),
  secretDeriver('two inputs have one value', 'mac.update(length).update(bytes);', 'mac.update(bytes);'),
  safePool(
    'a connection goes back with an open transaction',
    "state.readyForQuery && state.getTransactionStatus() === 'I'",
    'state.readyForQuery',
  ),
  jsonBodyOverHttp(
    'an object that names a key twice is taken',
    'namesKeyTwice(text) || !isKeepable(value)',
    '!isKeepable(value)',
  ),
  jsonBody(
    'a key that is written otherwise is another key',
    'const key: unknown = JSON.parse(written);',
    'const key: unknown = written;',
  ),
  knownMethods(
    'a method that a route does not have is answered with 404',
    "done(new AppError('method.not_allowed'));",
    'done();',
  ),
  protocolErrors(
    'an early refusal lacks the headers of security',
    'void reply.status(status).headers(SECURITY_HEADERS).type(TYPE).send(body);',
    'void reply.status(status).type(TYPE).send(body);',
  ),
  protocolErrors(
    'a refusal before there is a request lacks the headers of security',
    '...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),',
    '',
  ),
  protocolErrors('an unknown method is malformed', "HPE_INVALID_METHOD: 'method.not_allowed',", ''),
  createApi(
    'a slow body is waited for a minute and a half',
    'const REQUEST_TIMEOUT_MS = 15_000;',
    'const REQUEST_TIMEOUT_MS = 90_000;',
  ),
  createApi(
    'an address that is spelled otherwise is kept by caches',
    "void reply.header('cache-control', 'no-store');",
    "if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');",
  ),
  auditSealer(
    'events are sealed without the keys',
    "return secrets.derive('audit', keyId, String(position), hash);",
    "return keyId === '' ? secrets.nonce() : hash;",
  ),
];
