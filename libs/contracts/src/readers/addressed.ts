/**
 * Words that the registered name of a corporation must contain (会社法 6 and similar laws), written out or abbreviated.
 */
const CORPORATE = /会社|法人|組合|\((?:株|有|同|資|名|医|福|学|宗|社|財|特非|独|農)\)/;

/** The addressee of a message or a page: `環境 太郎 様`, `(有)みどり商会 御中`. Inside a sentence 様 is right for both. */
export function addressed(name: string): string {
  return `${name} ${CORPORATE.test(name.normalize('NFKC')) ? '御中' : '様'}`;
}
