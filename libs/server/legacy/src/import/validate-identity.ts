/** A name in the form in which it is compared: character width and blanks between its parts make no difference. */
const nameKey = (text: string) => `regexp_replace(normalize(${text}, NFKC), '\\s', '', 'g')`;

/** Phone numbers of the export, and those that the customer has here or had in the last import. */
const SELECT_EXPORTED_PHONES = `
  SELECT value FROM import_contact WHERE import_contact.customer_id = staged.customer_id AND kind <> 'email'`;
const SELECT_KNOWN_PHONES = `
  SELECT value FROM contact_point WHERE contact_point.customer_id = staged.customer_id AND kind <> 'email'
  UNION SELECT contact->>'value' FROM jsonb_array_elements(imported.content->'contacts') contact
    WHERE contact->>'kind' <> 'email'`;

const differs = (key: 'name' | 'kana') => `
  ${nameKey(`staged.content->>'${key}'`)} NOT IN (
    ${nameKey(`here.${key}`)}, ${nameKey(`coalesce(imported.content->>'${key}', here.${key})`)})`;

/**
 * Decides to whom the number of a row `staged` of the export belongs. The row is compared with the customer who has
 * the number here. A customer who came from the export is the same one as long as the name or one phone number is
 * known. If one side has no phone number, the name or its kana must be known.
 */
export const IDENTITY_REASON = `
  CASE
    WHEN here.customer_id IS NULL THEN NULL
    WHEN rank.role = 'operator' THEN 'operator_here'
    WHEN imported.customer_id IS NULL THEN 'registered_here'
    WHEN ${differs('name')} AND CASE
      WHEN EXISTS (${SELECT_EXPORTED_PHONES}) AND EXISTS (${SELECT_KNOWN_PHONES})
        THEN NOT EXISTS (SELECT FROM (${SELECT_EXPORTED_PHONES}) exported JOIN (${SELECT_KNOWN_PHONES}) known USING (value))
      ELSE ${differs('kana')} END
    THEN 'other_customer'
  END`;

export const IDENTITY_TABLES = `
  LEFT JOIN customer here ON here.customer_id = staged.customer_id
  LEFT JOIN rank ON rank.code = here.rank_code
  LEFT JOIN imported_customer imported ON imported.customer_id = staged.customer_id`;

/** Refuses the rows whose number belongs to another customer here. */
export const UPDATE_IDENTITIES_COMPARED = `
  UPDATE import_customer SET refused = compared.reason
  FROM (SELECT staged.ctid AS row, ${IDENTITY_REASON} AS reason
          FROM import_customer staged ${IDENTITY_TABLES} WHERE staged.refused IS NULL) compared
  WHERE import_customer.ctid = compared.row AND compared.reason IS NOT NULL`;
