/** One element of a TwiML document. */
export interface TwimlElement {
  name: string;
  attributes: Record<string, string>;
  children: (TwimlElement | string)[];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;

/** Reads TwiML: elements, attributes and text, no more. @throws when it is not well-formed */
export function parseTwiml(text: string): TwimlElement {
  const top: TwimlElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const position = pattern.lastIndex;
    const token = pattern.exec(text);
    if (!token) throw new Error(`TwiML: not well-formed at ${text.slice(position, position + 40)}`);
    take(token, open);
  }
  const [root] = top.children.filter((child) => typeof child === 'object');
  if (open.length !== 1 || root?.name !== 'Response') throw new Error('TwiML: no closed <Response>');
  return root;
}

function take(token: RegExpExecArray, open: TwimlElement[]): void {
  const [, closing, name, attributes, empty, characters] = token;
  if (characters !== undefined) open.at(-1)?.children.push(decode(characters));
  if (name === undefined) return;
  if (closing) return close(name, open);
  const element: TwimlElement = { name, attributes: readAttributes(attributes ?? ''), children: [] };
  open.at(-1)?.children.push(element);
  if (!empty) open.push(element);
}

function close(name: string, open: TwimlElement[]): void {
  if (open.pop()?.name !== name) throw new Error(`TwiML: unexpected </${name}>`);
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', double, single]) => [name, decode(double ?? single ?? '')]),
  );
}

function decode(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (all, number: string | undefined, name: string) => {
    if (number === undefined) return ENTITIES[name] ?? all;
    return String.fromCodePoint(parseInt(name, number === '#x' ? 16 : 10));
  });
}

/** The text of an element and everything in it; breaks and pauses of SSML become spaces. */
export function textOf(element: TwimlElement): string {
  const parts = element.children.map((child) => (typeof child === 'string' ? child : ` ${textOf(child)} `));
  return parts
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

export function elementsOf(element: TwimlElement): TwimlElement[] {
  return element.children.filter((child) => typeof child === 'object');
}
