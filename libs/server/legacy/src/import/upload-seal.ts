/** One hash over the hashes of all pieces of the upload $1. It changes when a file or a piece of it changes. */
export const SELECT_SEAL = `
  SELECT sha256(convert_to(string_agg(concat_ws('/', name, piece, encode(digest, 'hex')), ',' ORDER BY name, piece), 'UTF8')) AS seal
  FROM import_piece WHERE upload_id = $1`;
