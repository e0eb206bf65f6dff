/**
 * Characters that XML 1.0 does not allow: control characters, halves of surrogate pairs, noncharacters. One of them
 * makes the whole file unreadable.
 */
const UNKNOWN_TO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/**
 * The start of a sequence that spreadsheets read as one character by its code (`_x0041_` is A). Two sequences may
 * share a `_`.
 */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;

/** Escapes a text for a cell of an XLSX file, so that the reader sees exactly the stored text. */
export function xlsxText(text: string): string {
  return text.replace(UNKNOWN_TO_XML, '').replace(ESCAPE, '_x005F_');
}
