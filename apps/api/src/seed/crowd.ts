import { searchKey } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';

const FAMILY = [
  ['佐藤', 'サトウ'],
  ['鈴木', 'スズキ'],
  ['高橋', 'タカハシ'],
  ['田中', 'タナカ'],
  ['伊藤', 'イトウ'],
  ['渡辺', 'ワタナベ'],
  ['山本', 'ヤマモト'],
  ['中村', 'ナカムラ'],
  ['小林', 'コバヤシ'],
  ['加藤', 'カトウ'],
  ['環境', 'カンキョウ'],
  ['髙島', 'タカシマ'],
] as const;
const GIVEN = [
  ['太郎', 'タロウ'],
  ['花子', 'ハナコ'],
  ['健一', 'ケンイチ'],
  ['美咲', 'ミサキ'],
  ['翔', 'ショウ'],
  ['陽子', 'ヨウコ'],
  ['大輔', 'ダイスケ'],
  ['恵', 'メグミ'],
  ['誠', 'マコト'],
  ['さくら', 'サクラ'],
] as const;
/** Customers of one statement. */
const BATCH = 2_000;
/** How many customers one dealer has directly below. */
const BREADTH = 20;

/** A generator of numbers in [0, 1) that always gives the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Fills the network with customers for trying it at size: a tree of dealers below the given root, phones, no logins.
 * @param onProgress called with the number saved so far
 */
export async function saveCrowd(
  tx: EntityManager,
  { count, seed, root, first }: { count: number; seed: number; root: string; first: number },
  onProgress: (saved: number) => void,
): Promise<void> {
  const random = randomFrom(seed);
  const paths: string[] = [];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let start = 0; start < count; start += BATCH) {
    const size = Math.min(BATCH, count - start);
    const rows = Array.from({ length: size }, (_, offset) => {
      const index = start + offset;
      const id = String(first + index).padStart(8, '0');
      const parentPath = index < BREADTH ? root : (paths[Math.floor(index / BREADTH) - 1] ?? root);
      paths.push(`${parentPath}.${id}`);
      const [family, familyKana] = pick(FAMILY);
      const [given, givenKana] = pick(GIVEN);
      const name = `${family} ${given}`;
      const kana = `${familyKana} ${givenKana}`;
      const phone = `+8190${String(10_000_000 + Math.floor(random() * 80_000_000))}`;
      const rank = index * BREADTH < count ? 'shop' : 'member';
      return { id, name, kana, key: searchKey(name, kana), path: `${parentPath}.${id}`, phone, rank };
    });
    await tx.query(INSERT, [JSON.stringify(rows)]);
    onProgress(start + size);
  }
}

const INSERT = `
  WITH added AS (
    INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
    SELECT id, 'personal', name, kana, key, rank, 'member', subpath(path::ltree, -2, 1)::text, path::ltree
    FROM jsonb_to_recordset($1::jsonb) AS row(id text, name text, kana text, key text, path text, rank text)
    RETURNING customer_id
  )
  INSERT INTO contact_point (customer_id, kind, value, confirmed_at)
  SELECT id, 'mobile', phone, now() FROM jsonb_to_recordset($1::jsonb) AS row(id text, phone text) JOIN added ON added.customer_id = id`;
