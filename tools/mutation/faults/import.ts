import { faultsIn, type Fault } from '../fault.ts';

const applyRun = faultsIn('libs/server/legacy/src/import/apply-run.ts', 'integration', 'import-export');
const batches = faultsIn('libs/server/legacy/src/import/batches.ts', 'integration', 'import-values');
const staging = faultsIn('libs/server/legacy/src/import/staging.ts', 'integration', 'import-values');
const cells = faultsIn('libs/server/legacy/src/import/read/cell-readers.ts', 'integration', 'import-values');
const cellsUnit = faultsIn('libs/server/legacy/src/import/read/cell-readers.ts', 'unit', 'cell-readers');
const rows = faultsIn('libs/server/legacy/src/import/read/row-readers.ts', 'integration', 'import-values');
const textLine = faultsIn('libs/contracts/src/readers/text-line.ts', 'integration', 'import-values');
const importUploadService = faultsIn(
  'libs/server/legacy/src/import-page/import-upload.service.ts',
  'api',
  'imports.api',
);
const importStartService = faultsIn(
  'libs/server/legacy/src/import-page/import-start.service.ts',
  'api',
  'imports.api',
);
const importUpload = faultsIn('libs/server/legacy/src/import/import-upload.ts', 'api', 'imports.api');
const foreignHash = faultsIn(
  'libs/server/auth/src/password/foreign-hash/foreign-hash.ts',
  'unit',
  'foreign-hash',
);

/** Of the import of the old system’s export. */
export const importFaults: readonly Fault[] = [
  applyRun(
    'an import retires the address that signs in since a consolidation',
    '    AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = batch.id AND login_id = contact_point.value)`;',
    '`;',
  ),
  applyRun(
    'an import overwrites a name that was changed here',
    "CASE WHEN customer.name = before->>'name' AND customer.kana = before->>'kana'",
    'CASE WHEN true',
  ),
  batches(
    'a row that the database refuses ends the whole import',
    'if (!this.isWorthAnother(error)) throw error;',
    'throw error;',
  ),
  batches(
    'a batch that the database refuses costs its first customer instead of the one it is about',
    'if (this.size === 1) return this.refuseNext(error);',
    'return this.refuseNext(error);',
  ),
  batches(
    'another customer is refused than the one that the database does not take',
    'ORDER BY depth, customer_id LIMIT 1',
    'ORDER BY depth, customer_id DESC LIMIT 1',
  ),
  staging(
    'a row that cannot be staged ends the whole import',
    `if (!isAboutData(error)) throw error;
      await this.inTransaction(() => this.sendRowByRow());`,
    'throw error;',
  ),
  cellsUnit(
    'a NUL in a cell is taken',
    '/[\\ufffd\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}]/u',
    '/[\\ufffd\\p{Cs}\\p{Noncharacter_Code_Point}]/u',
  ),
  cells('a day of the year 0000 is taken', 'const FIRST_YEAR = 1900;', 'const FIRST_YEAR = 0;'),
  cells(
    'a number with more digits than its column has is taken',
    'digits !== undefined && digits.length <= 3',
    'digits !== undefined',
  ),
  cellsUnit(
    'a day in the American order is read as a day in the European order',
    'if (Number(first) > 12) return isoDay(year, second, first);',
    'return isoDay(year, second, first);',
  ),
  rows(
    'a name of an export may have a line break in it',
    "row.line('お客様名', readName) ?? ''",
    "row.text('お客様名')",
  ),
  rows(
    'the kana of an export may be of any letters',
    "row.line('お客様名カナ', readKana) ?? ''",
    "row.text('お客様名カナ')",
  ),
  rows(
    'a user name of an export may be of any letters',
    "row.text('利用者名') === '' ? null : row.line('利用者名', readName)",
    "row.text('利用者名')",
  ),
  rows(
    'a customer with a fault is imported',
    'const refused = faults[0]?.reason ?? null;',
    'const refused = faults.length < 0 ? "rank" : null;',
  ),
  rows(
    'of a customer with a fault is kept what could be read',
    "refused === null ? JSON.stringify(content) : '{}'",
    'JSON.stringify(content)',
  ),
  rows(
    'a contact with a fault is imported',
    'faults.length === 0 && customerId !== null && contact !== undefined',
    'customerId !== null && contact !== undefined',
  ),
  rows(
    'a login with a fault is imported',
    'row.faults.length === 0 && customerId !== null && folded',
    'customerId !== null && folded',
  ),
  rows(
    'an address of an export may be one that no form takes',
    "(row.judge('住所1', readAddress(address)) ?? null)",
    'address',
  ),
  rows(
    'a mail address of an export may be one that no form takes',
    'const { value } = readEmail(text);',
    'const value = readEmail(text).value ?? text;',
  ),
  rows('an import makes an operator', "if (rank?.role === 'operator') row.fault('ランク', 'operator');", '', [
    'import-identity',
  ]),
  textLine('a letter that somebody drew on one machine is taken', "['field.private_use', /\\p{Co}/u],", ''),
  importUploadService(
    'an operator replaces a piece of somebody else’s upload',
    "if (uploadedBy !== operator.customerId) throw new AppError('import.not_yours');",
    'void uploadedBy;',
  ),
  importUploadService(
    'a piece is replaced after the dry run',
    "if (isTried) throw new AppError('import.sealed');",
    'void isTried;',
  ),
  importUploadService(
    'a piece that was received is not in the trail',
    "await this.audit.record(tx, { event: 'legacy.upload_received', detail });",
    'void detail;',
  ),
  importStartService(
    'an operator imports somebody else’s upload',
    "if (upload.uploadedBy !== operatorId) throw new AppError('import.not_yours');",
    '',
  ),
  importStartService(
    'other files than those that were tried are imported',
    "if (tried !== undefined && !tried.seal.equals(now.seal)) throw new AppError('import.sealed');",
    'void tried;',
  ),
  importUpload(
    'a piece that was changed in the database is imported',
    "if (!(await isSealed(client, run))) return failRun(client, runId, 'unreadable', CHANGED);",
    '',
  ),
  foreignHash(
    'a hash is compared whose cost holds up all sign-ins',
    'const BCRYPT_COST_MAX = 13;',
    'const BCRYPT_COST_MAX = 31;',
  ),
  foreignHash(
    'a hash without a salt is compared',
    'if (bytes.length <= 20 || bytes.length > 84)',
    'if (bytes.length < 20 || bytes.length > 84)',
  ),
];
