import { aCustomer, HEAD_OFFICE_ID, saveMasters, type CustomerBuilder } from '@daiko/server-builders';
import type { EntityManager } from 'typeorm';

/** The password of every demo login. Production refuses demo data. */
export const DEMO_PASSWORD = 'midori-no-kaze-2026';
/** 環境 太郎, the customer of the announcement. */
const KANKYO = '01058734';
/** The numbers of customers who are registered later begin here. */
const NEXT_CUSTOMER_NUMBER = 1_060_000;

/** Dealers and members of the demo network: [お客様ID, 上位店, ランク, 名, カナ, status]. */
type Status = 'active' | 'none' | 'invited' | 'several' | 'bouncing' | 'suspended';
const PEOPLE: readonly [string, string, string, string, string, Status][] = [
  ['01058701', HEAD_OFFICE_ID, 'dealer', '(株)湘南エコサービス', 'ショウナンエコサービス', 'active'],
  ['01058702', HEAD_OFFICE_ID, 'dealer', '北関東環境販売(株)', 'キタカントウカンキョウハンバイ', 'active'],
  ['01058735', KANKYO, 'shop', '(有)みどり商会', 'ミドリショウカイ', 'active'],
  ['01058736', KANKYO, 'shop', '藤沢クリーン販売', 'フジサワクリーンハンバイ', 'invited'],
  ['01058737', KANKYO, 'member', '青葉 由美子', 'アオバ ユミコ', 'active'],
  ['01058738', KANKYO, 'member', '佐久間 健一', 'サクマ ケンイチ', 'none'],
  ['01058739', KANKYO, 'member', '髙﨑 一郎', 'タカサキ イチロウ', 'several'],
  ['01058740', KANKYO, 'member', '渡邉 さくら', 'ワタナベ サクラ', 'suspended'],
  ['01058741', '01058735', 'member', '小林 誠', 'コバヤシ マコト', 'active'],
  ['01058742', '01058735', 'member', '山口 恵', 'ヤマグチ メグミ', 'none'],
  ['01058743', '01058735', 'member', '松本 大輔', 'マツモト ダイスケ', 'invited'],
  ['01058744', '01058736', 'member', '井上 陽子', 'イノウエ ヨウコ', 'bouncing'],
  ['01058745', '01058736', 'member', '木村 拓', 'キムラ タク', 'none'],
  ['01058746', '01058701', 'shop', '茅ヶ崎ライフ(有)', 'チガサキライフ', 'active'],
  ['01058747', '01058746', 'member', '林 美穂', 'ハヤシ ミホ', 'active'],
  ['01058748', '01058702', 'member', '清水 浩二', 'シミズ コウジ', 'none'],
  [
    '01058749',
    '01058735',
    'shop',
    '(株)グリーンパートナー 横浜支店',
    'グリーンパートナー ヨコハマシテン',
    'several',
  ],
  ['01058750', '01058749', 'member', '平塚 浩', 'ヒラツカ ヒロシ', 'active'],
  ['01058751', '01058749', 'member', '秦野 文子', 'ハダノ フミコ', 'bouncing'],
];

/** The demo network for an empty development database. @param passwordHash Argon2id of DEMO_PASSWORD */
export async function saveDemoNetwork(tx: EntityManager, passwordHash: string): Promise<void> {
  await saveMasters(tx);
  await operator('00000101', '職員 花子', 'ショクイン ハナコ', 'hanako')
    .withLogin('hanako@daiko.example', passwordHash)
    .save(tx);
  await operator('00000102', '職員 次郎', 'ショクイン ジロウ', 'jiro')
    .withLogin('jiro@daiko.example', passwordHash)
    .save(tx);
  await aCustomer(KANKYO)
    .named('環境 太郎', 'カンキョウ タロウ')
    .ranked('dealer')
    .below(HEAD_OFFICE_ID)
    .at('2510052', '神奈川県藤沢市藤沢 1-2-3')
    .withLandline('0466-12-3300')
    .withMobile('090-1111-2770')
    .withLogin('kankyo@gmail.com', passwordHash)
    .save(tx);
  for (const [index, [customerId, parent, rank, name, kana, status]] of PEOPLE.entries()) {
    const customer = aCustomer(customerId).named(name, kana).ranked(rank).below(parent);
    if (/\(|販売/.test(name)) customer.corporate();
    await withContacts(customer, index, status, passwordHash).save(tx);
  }
  await tx.query(`SELECT setval('customer_number', $1)`, [NEXT_CUSTOMER_NUMBER]);
}

function operator(customerId: string, name: string, kana: string, mailbox: string): CustomerBuilder {
  const number = mailbox === 'hanako' ? '3310' : '3311';
  return aCustomer(customerId)
    .named(name, kana)
    .ranked('staff')
    .below(HEAD_OFFICE_ID)
    .withLandline(`0466-12-${number}`);
}

function withContacts(
  customer: CustomerBuilder,
  index: number,
  status: Status,
  hash: string,
): CustomerBuilder {
  const suffix = String(index).padStart(2, '0');
  customer.withMobile(`090-1111-28${suffix}`);
  if (index % 3 === 0) customer.withLandline(`0466-12-34${suffix}`);
  const address = `demo${suffix}@mail.example`;
  if (status === 'active') customer.withLogin(address, hash);
  if (status === 'invited') customer.invitedAt(address);
  if (status === 'bouncing') customer.withLogin(address, hash).bouncing();
  if (status === 'several') {
    for (const [owner, lastSignedInDaysAgo] of [
      ['tencho', 3],
      ['jimu', 40],
      ['moto-staff', 700],
    ] as const)
      customer.withLegacyLogin({
        loginId: `${owner}${suffix}`,
        foreignHash: null,
        lastSignedInDaysAgo,
        createdDaysAgo: 2_000,
      });
  }
  if (status === 'suspended') customer.withLogin(address, hash).suspendedNow();
  return customer;
}
