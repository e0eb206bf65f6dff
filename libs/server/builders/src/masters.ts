import { searchKey } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';

/** お客様ID of the head office, the root of the tree. */
export const HEAD_OFFICE_ID = '00000001';

/** Ranks, member classes and the head office: what every network has before its first customer. */
export async function saveMasters(tx: EntityManager): Promise<void> {
  await tx.query(`
    INSERT INTO rank (code, name, role) VALUES
      ('head_office', '本部', 'customer'), ('staff', '職員', 'operator'), ('dealer', '代理店', 'dealer'),
      ('shop', '販売店', 'dealer'), ('member', '会員', 'customer')`);
  await tx.query(`
    INSERT INTO member_class (code, name) VALUES
      ('member', '会員'), ('associate', '準会員'), ('corporate', '法人会員'), ('none', '―')`);
  await tx.query(
    `INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, path)
     VALUES ($1::text, 'corporate', '(株)環境保全研究所 販売事業本部', 'カンキョウホゼンケンキュウショ ハンバイジギョウホンブ',
             $2, 'head_office', 'none', $1::text::ltree)`,
    [
      HEAD_OFFICE_ID,
      searchKey('(株)環境保全研究所 販売事業本部', 'カンキョウホゼンケンキュウショ ハンバイジギョウホンブ'),
    ],
  );
}
