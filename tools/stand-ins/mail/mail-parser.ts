/** A mail as far as a reader of its text needs it. */
export interface ParsedMail {
  /** Lower-case names, decoded; a repeated header is joined with line breaks. */
  headers: Record<string, string>;
  subject: string;
  /** The text/plain part, else the HTML without its tags. */
  text: string;
}

interface Part {
  headers: Record<string, string>;
  body: Buffer;
}

/** Reads a raw mail: folded headers, RFC 2047 words, nested multiparts, quoted-printable and base64, any charset of the platform. */
export function parseMail(raw: Buffer): ParsedMail {
  const mail = split(raw);
  const parts = leaves(mail);
  const plain = parts.find((part) => contentType(part).startsWith('text/plain'));
  const html = parts.find((part) => contentType(part).startsWith('text/html'));
  const headers = Object.fromEntries(
    Object.entries(mail.headers).map(([name, value]) => [name, decodeWords(value)]),
  );
  return {
    headers,
    subject: headers['subject'] ?? '',
    text: plain ? decodeBody(plain) : html ? withoutTags(decodeBody(html)) : '',
  };
}

const contentType = (part: Part) => (part.headers['content-type'] ?? 'text/plain').toLowerCase();

function split(raw: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  if (!end) return { headers: readHeaders(raw), body: Buffer.alloc(0) };
  return { headers: readHeaders(raw.subarray(0, end.index)), body: raw.subarray(end.index + end[0].length) };
}

/** Headers are bytes of which only ASCII and UTF-8 occur. */
function readHeaders(head: Buffer): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of head
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  return headers;
}

function leaves(part: Part): Part[] {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(part.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return [part];
  const sections = part.body.toString('latin1').split(new RegExp(`(?:^|\\r?\\n)--${escape(boundary)}`));
  return sections
    .slice(1)
    .filter((section) => !section.startsWith('--'))
    .flatMap((section) => leaves(split(Buffer.from(section.replace(/^[ \t]*\r?\n/, ''), 'latin1'))));
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function decodeBody(part: Part): string {
  const encoding = (part.headers['content-transfer-encoding'] ?? '7bit').trim().toLowerCase();
  const charset = /charset="?([^";\s]+)"?/i.exec(part.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const text = toText(decodeTransfer(part.body, encoding), charset);
  return text.replace(/\r\n/g, '\n').trim();
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable')
    return fromQuoted(body.toString('latin1').replace(/[ \t]*=\r?\n/g, ''));
  return body;
}

function fromQuoted(text: string): Buffer {
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function toText(bytes: Buffer, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

/** `=?utf-8?B?…?=` and `=?iso-2022-jp?Q?…?=`; white space between two such words does not count. */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(=\?)/g, '$1$2');
  return joined.replace(
    /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
    (_, charset: string, kind: string, text: string) => {
      const bytes =
        kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : fromQuoted(text.replace(/_/g, ' '));
      return toText(bytes, charset);
    },
  );
}

function withoutTags(html: string): string {
  const links = html.replace(/<a\b[^>]*href="([^"]*)"[^>]*>/gi, ' $1 ');
  return links
    .replace(/<(style|script)\b[^]*?<\/\1>/gi, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
