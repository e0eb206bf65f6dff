import { searchKey } from '@daiko/contracts';

/** A name that many customers of the crowd have, with its search key. */
export interface CrowdName {
  kind: 'personal' | 'corporate';
  name: string;
  kana: string;
  key: string;
}

// The first entries of each list are the most frequent.
const FAMILIES = pairs(`
  佐藤サトウ 鈴木スズキ 髙島タカシマ 高橋タカハシ 田中タナカ 伊藤イトウ 渡辺ワタナベ 山本ヤマモト 中村ナカムラ 小林コバヤシ
  加藤カトウ 環境カンキョウ 吉田ヨシダ 山田ヤマダ 佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ 木村キムラ 林ハヤシ
  斎藤サイトウ 清水シミズ 山崎ヤマザキ 森モリ 池田イケダ 橋本ハシモト 阿部アベ 石川イシカワ 山下ヤマシタ 中島ナカジマ
  石井イシイ 小川オガワ 前田マエダ 岡田オカダ 長谷川ハセガワ 藤田フジタ 後藤ゴトウ 近藤コンドウ 村上ムラカミ 遠藤エンドウ
  青木アオキ 坂本サカモト 福田フクダ 太田オオタ 西村ニシムラ 藤井フジイ 金子カネコ 岡本オカモト 藤原フジワラ 三浦ミウラ`);
const GIVEN = pairs(`
  太郎タロウ 花子ハナコ さくらサクラ 健一ケンイチ 美咲ミサキ 翔ショウ 陽子ヨウコ 大輔ダイスケ 恵メグミ 誠マコト
  浩ヒロシ 由美子ユミコ 直樹ナオキ 真理マリ 拓也タクヤ 愛アイ 隆タカシ 久美子クミコ 剛ツヨシ 洋子ヨウコ
  和也カズヤ 裕子ユウコ 哲也テツヤ 幸子サチコ 学マナブ 智子トモコ 豊ユタカ 千尋チヒロ 修オサム 節子セツコ
  亮リョウ 文子フミコ 進ススム 澄子スミコ 司ツカサ 光子ミツコ 実ミノル 和子カズコ 勇イサム 一枝カズエ`);
const TRADES = pairs(
  `商店ショウテン 商事ショウジ クリーン販売クリーンハンバイ 電機デンキ 水道スイドウ 設備セツビ`,
);

/** Persons come first, one family after the other; companies follow. */
const PEOPLE = FAMILIES.flatMap(([family, familyKana]) =>
  GIVEN.map(([given, givenKana]) => named('personal', `${family} ${given}`, `${familyKana} ${givenKana}`)),
);
const COMPANIES = FAMILIES.flatMap(([family, familyKana]) =>
  TRADES.map(([trade, tradeKana]) => named('corporate', `(株)${family}${trade}`, familyKana + tradeKana)),
);
export const CROWD_NAMES: readonly CrowdName[] = [...PEOPLE, ...COMPANIES];

/**
 * SQL for a place in CROWD_NAMES. As in real life, few names are frequent and most are rare.
 * @param isCompany SQL condition
 * @param family,other SQL for two chances from 0 to 1
 */
export function nameAt(isCompany: string, family: string, other: string): string {
  const often = (size: number, chance: string) => `floor(${String(size)} * ${chance} ^ 2)`;
  const familyAt = often(FAMILIES.length, family);
  const given = `${familyAt} * ${String(GIVEN.length)} + ${often(GIVEN.length, other)}`;
  const trade = `${familyAt} * ${String(TRADES.length)} + ${often(TRADES.length, other)}`;
  return `(CASE WHEN ${isCompany} THEN ${String(PEOPLE.length)} + ${trade} ELSE ${given} END)::int`;
}

function named(kind: CrowdName['kind'], name: string, kana: string): CrowdName {
  return { kind, name, kana, key: searchKey(name, kana) };
}

/** `佐藤サトウ`: first the written form, then the reading in katakana. */
function pairs(text: string): [written: string, read: string][] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [, written = '', read = ''] = /^(.*[^ァ-ヶー]|)([ァ-ヶー]+)$/u.exec(pair) ?? [];
      return [written, read];
    });
}
