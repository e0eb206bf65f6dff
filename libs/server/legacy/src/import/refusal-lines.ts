/**
 * Rows whose customer cannot be imported or is in no row of the export. If the number belongs to another customer,
 * `whose` says in which way.
 */
const ownerless = (table: string) => `
  ${table} orphan
  LEFT JOIN LATERAL (SELECT bool_and(refused IS NOT NULL) AS refused,
                            max(refused) FILTER (WHERE refused IN ('registered_here', 'operator_here', 'other_customer')) AS whose
                      FROM import_customer owner WHERE owner.customer_id = orphan.customer_id) owner ON true`;
const OWNERLESS_COLUMNS = `orphan.row_number, orphan.customer_id, 'お客様ID',
  CASE WHEN owner.refused THEN coalesce(owner.whose, 'customer_refused') ELSE 'customer_absent' END`;

const line = (file: string, columns: string, from: string) => `
  INSERT INTO import_line (run_id, file, row_number, customer_id, column_name, reason, judged)
  SELECT $1::uuid, '${file}', ${columns}, true FROM ${from}`;

const CUSTOMER_COLUMNS = `row_number, customer_id,
  CASE WHEN refused IN ('second_root', 'parent_unknown', 'parent_refused', 'cycle', 'too_deep')
       THEN '上位店お客様ID' ELSE 'お客様ID' END, refused`;

/** Writes the lines of 取込エラー.csv for all rows that were judged. */
export const LINES_OF_ALL = [
  // A row that was refused while it was read already has its lines.
  line('お客様.csv', CUSTOMER_COLUMNS, `import_customer WHERE refused IS NOT NULL AND content <> '{}'`),
  line('連絡先.csv', OWNERLESS_COLUMNS, `${ownerless('import_contact')} WHERE owner.refused IS NOT FALSE`),
  line('ログイン.csv', OWNERLESS_COLUMNS, `${ownerless('import_login')} WHERE owner.refused IS NOT FALSE`),
  line(
    'ログイン.csv',
    `row_number, customer_id, 'ログインID', 'duplicate_login'`,
    `(SELECT *, min(row_number) OVER same AS first,
             count(*) OVER (PARTITION BY customer_id, folded_login_id) AS times
        FROM import_login WINDOW same AS (PARTITION BY customer_id, folded_login_id, foreign_hash)) login
      WHERE times > 1 AND row_number = first AND EXISTS (
        SELECT FROM import_login other WHERE other.customer_id = login.customer_id
          AND other.folded_login_id = login.folded_login_id AND other.row_number < login.row_number)`,
  ),
  line(
    'ログイン.csv',
    `row_number, customer_id, 'ログインID', 'shared_email'`,
    `import_login login WHERE folded_login_id LIKE '%_@_%._%' AND EXISTS (
       SELECT FROM import_login other
       WHERE other.folded_login_id = login.folded_login_id AND other.customer_id <> login.customer_id)`,
  ),
  line(
    'お客様.csv',
    `child.row_number, child.customer_id, '上位店お客様ID', 'parent_registered_here'`,
    `import_customer child JOIN customer parent ON parent.customer_id = child.parent_id
     WHERE child.refused IS NULL AND parent.parent_customer_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM imported_customer WHERE customer_id = parent.customer_id)`,
  ),
];

/** Writes the lines for rows that were refused while the others were imported. $2: their お客様IDs */
export const LINES_OF_SOME = [
  line('お客様.csv', CUSTOMER_COLUMNS, `import_customer WHERE customer_id = ANY($2::text[])`),
  line(
    '連絡先.csv',
    OWNERLESS_COLUMNS,
    `${ownerless('import_contact')} WHERE orphan.customer_id = ANY($2::text[])`,
  ),
  line(
    'ログイン.csv',
    OWNERLESS_COLUMNS,
    `${ownerless('import_login')} WHERE orphan.customer_id = ANY($2::text[])`,
  ),
];
