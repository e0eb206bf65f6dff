const FIRST = 2_000_000;
const ROOT = '00000001';
/** Customers directly below one dealer. */
const BREADTH = 20;

const FAMILY = [
  '佐藤,サトウ',
  '鈴木,スズキ',
  '髙橋,タカハシ',
  '田中,タナカ',
  '渡邉,ワタナベ',
  '﨑山,サキヤマ',
];
const GIVEN = [
  '太郎,タロウ',
  '花子,ハナコ',
  '健一,ケンイチ',
  '美咲,ミサキ',
  '翔,ショウ',
  '陽子,ヨウコ',
  '誠,マコト',
];

const line = (...cells: string[]) => `${cells.join(',')}\r\n`;

export const HEADINGS = {
  'お客様.csv': line(
    'お客様ID',
    'お客様名',
    'お客様名カナ',
    '個人法人区分',
    '郵便番号',
    '住所1',
    '住所2',
    'ランク',
    '会員区分',
    '上位店お客様ID',
    '登録番号',
    '登録日',
    '停止',
  ),
  '連絡先.csv': line('お客様ID', '種別', '値', '優先順', '確認日'),
  'ログイン.csv': line(
    'お客様ID',
    'ログインID',
    'パスワードハッシュ',
    '利用者名',
    '作成日',
    '最終ログイン日時',
    '停止',
  ),
};

/** The last comes first, so that every child stands before its parent. */
const place = (index: number, count: number) => count - 1 - index;

export function customerRow(index: number, count: number, isBroken: boolean): string {
  const rank = place(index, count);
  const family = pick(FAMILY, rank);
  const given = pick(GIVEN, rank);
  const parent = rank < BREADTH ? ROOT : idOf(Math.floor(rank / BREADTH) - 1);
  return line(
    idOf(rank),
    `${family.name} ${given.name}`,
    `${family.kana} ${given.kana}`,
    '個人',
    '251-0052',
    '神奈川県藤沢市藤沢',
    `${String(rank % 900)}番地`,
    isBroken ? '不明なランク' : rankOf(rank, count),
    '会員',
    parent,
    '',
    '2015/4/1',
    rank % 500 === 0 ? '1' : '',
  );
}

export function contactRows(index: number): string {
  const mobile = line(idOf(index), '携帯電話', `090${String(10_000_000 + index)}`, '0', '2020-01-02');
  if (index % 3 !== 0) return mobile;
  return mobile + line(idOf(index), 'メール', `kyaku${String(index)}@mail.example`, '1', '');
}

/** Most have one login, every tenth three. */
export function loginRows(index: number): string {
  return Array.from({ length: index % 10 === 0 ? 3 : 1 }, (_, number) =>
    line(
      idOf(index),
      number === 1 ? `kyaku${String(index)}@mail.example` : `user${String(index)}-${String(number)}`,
      'md5:s4lt:50349732883adf2261e89af34d1ff91f',
      '担当者',
      '2016/7/1',
      `2026-${String((index % 9) + 1)}-15 08:15`,
      '',
    ),
  ).join('');
}

function idOf(index: number): string {
  return String(FIRST + index).padStart(8, '0');
}

/** Whoever has somebody below is a shop. */
const rankOf = (index: number, count: number) => (index * BREADTH < count ? '販売店' : '会員');

function pick(list: readonly string[], index: number): { name: string; kana: string } {
  const [name = '', kana = ''] = (list[index % list.length] ?? '').split(',');
  return { name, kana };
}
