/** Of an upload, $1: one hash over the hashes of its pieces. Another file, or another piece of it, makes another. */
export const SELECT_SEAL = `
  SELECT sha256(convert_to(string_agg(concat_ws('/', name, piece, encode(digest, 'hex')), ',' ORDER BY name, piece), 'UTF8')) AS seal
  FROM import_piece WHERE upload_id = $1`;
