/** What XML 1.0 has no place for: control characters, halves of pairs, noncharacters. One of them spoils the whole file. */
const UNKNOWN_TO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** The start of what spreadsheets read as one sign by its number (`_x0041_` is A). Two of them may share a `_`. */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;

/** A text as a cell of an XLSX file has to say it, so that the reader sees what is stored. */
export function xlsxText(text: string): string {
  return text.replace(UNKNOWN_TO_XML, '').replace(ESCAPE, '_x005F_');
}
