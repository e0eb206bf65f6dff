import {
  readAddress,
  readEmail,
  readKana,
  readLoginId,
  readName,
  readRegistrationNumber,
  searchKey,
} from '@daiko/contracts';
import { isForeignHash } from '@daiko/server-auth';
import { readExportId, readExportPhone, readMoment, readPostalCode, readPriority } from './cell-readers';
import type { Cells, Fault } from './export-files';
import { RowReader } from './row-reader';

/** A rank of the master, and the role that it gives its customers. */
export interface Rank {
  code: string;
  role: string;
}

/** The entries of the masters, by name and by code. */
export interface MasterCodes {
  ranks: ReadonlyMap<string, Rank>;
  memberClasses: ReadonlyMap<string, string>;
}

/**
 * The result of one row: the values for its staging table, in the order of the columns; null if it cannot be staged.
 */
export interface ReadRow {
  customerId: string | null;
  values: (string | number | boolean | null)[] | null;
  faults: Fault[];
}

const KINDS = new Map([
  ['個人', 'personal'],
  ['法人', 'corporate'],
]);

/** Reads お客様.csv. A row with faults is staged nevertheless if its ID can be read, because other rows depend on it. */
export function readCustomerRow(cells: Cells, { ranks, memberClasses }: MasterCodes): ReadRow {
  const row = new RowReader(cells);
  const customerId = row.customerId();
  const parentId = row.optional('上位店お客様ID', 'customer_id', readExportId);
  const name = row.line('お客様名', readName) ?? '';
  const kana = row.line('お客様名カナ', readKana) ?? '';
  const content = {
    name,
    kana,
    searchKey: searchKey(name, kana),
    kind: row.optional('個人法人区分', 'kind', (text) => KINDS.get(text)),
    postalCode: row.optional('郵便番号', 'postal_code', readPostalCode),
    address: readAddressOf(row),
    rank: readRank(row, ranks, parentId),
    memberClass: row.optional('会員区分', 'member_class', (text) => memberClasses.get(text)),
    registrationNumber: row.optional(
      '登録番号',
      'registration_number',
      (text) => readRegistrationNumber(text).value,
    ),
    registeredAt: row.optional('登録日', 'date', readMoment),
    suspended: row.isSuspended(),
  };
  for (const column of ['個人法人区分', 'ランク', '会員区分']) row.required(column);
  const { faults } = row;
  // Of a row with a fault no content is kept, only the fact that the row exists.
  const refused = faults[0]?.reason ?? null;
  const staged = refused === null ? JSON.stringify(content) : '{}';
  const values = [customerId, parentId, parentId, staged, refused];
  return { customerId, values: customerId === null ? null : values, faults };
}

/** Only operators can create an operator, and only the head office can have the rank of the head office. */
function readRank(row: RowReader, ranks: MasterCodes['ranks'], parentId: string | null): string | null {
  const rank = row.optional('ランク', 'rank', (text) => {
    const found = ranks.get(text);
    return found?.code === 'head_office' && parentId !== null ? undefined : found;
  });
  if (rank?.role === 'operator') row.fault('ランク', 'operator');
  return rank?.code ?? null;
}

const PHONE_KINDS = ['固定電話', '携帯電話', 'FAX'];

/** Reads 連絡先.csv. */
export function readContactRow(cells: Cells): ReadRow {
  const row = new RowReader(cells);
  const customerId = row.customerId();
  const contact = readContact(row);
  const priority = row.optional('優先順', 'priority', readPriority) ?? 0;
  const confirmedAt = row.optional('確認日', 'date', readMoment);
  const faults = row.faults.filter(({ reason }) => reason !== 'unreachable');
  const isGood = faults.length === 0 && customerId !== null && contact !== undefined;
  const values = isGood ? [customerId, contact.kind, contact.value, priority, confirmedAt] : null;
  return { customerId, values, faults: row.faults };
}

function readContact(row: RowReader): { kind: string; value: string } | undefined {
  const kind = row.required('種別').normalize('NFKC');
  const text = row.required('値');
  if (kind === '' || text === '') return undefined;
  if (kind === 'メール') {
    const { value } = readEmail(text);
    if (value === undefined) row.fault('値', 'email');
    return value === undefined ? undefined : { kind: 'email', value };
  }
  return readPhoneContact(row, kind, text);
}

function readPhoneContact(
  row: RowReader,
  kind: string,
  text: string,
): { kind: string; value: string } | undefined {
  if (!PHONE_KINDS.includes(kind)) {
    row.fault('種別', 'contact_kind');
    return undefined;
  }
  const phone = readExportPhone(text);
  if (phone === undefined) {
    row.fault('値', 'phone');
    return undefined;
  }
  const stored = kind === 'FAX' ? 'unreachable_phone' : phone.kind;
  if (stored === 'unreachable_phone') row.fault('値', 'unreachable');
  return { kind: stored, value: phone.value };
}

function readAddressOf(row: RowReader): string | null {
  const address = `${row.text('住所1')} ${row.text('住所2')}`.trim();
  return address === '' ? null : (row.judge('住所1', readAddress(address)) ?? null);
}

/** Reads ログイン.csv. A hash that cannot be compared is left out, and it is never printed. */
export function readLoginRow(cells: Cells): ReadRow {
  const row = new RowReader(cells);
  const customerId = row.customerId();
  const loginId = row.required('ログインID');
  const folded = foldLoginId(loginId);
  if (loginId !== '' && folded === undefined) row.fault('ログインID', 'too_long');
  const facts = [
    row.text('利用者名') === '' ? null : row.line('利用者名', readName),
    row.optional('作成日', 'date', readMoment),
    row.optional('最終ログイン日時', 'date', readMoment),
    row.isSuspended(),
  ];
  const isRead = row.faults.length === 0 && customerId !== null && folded !== undefined;
  const hash = readHash(row);
  return {
    customerId,
    values: isRead ? [customerId, loginId, folded, hash, ...facts] : null,
    faults: row.faults,
  };
}

function readHash(row: RowReader): string | null {
  const hash = row.text('パスワードハッシュ');
  if (isForeignHash(hash)) return hash;
  row.fault('パスワードハッシュ', 'hash');
  return null;
}

/** Folds a login ID in the same way as sign-in folds a typed one. */
function foldLoginId(loginId: string): string | undefined {
  return readEmail(loginId).value ?? readLoginId(loginId).value;
}
