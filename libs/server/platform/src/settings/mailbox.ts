/** A sender or a receiver: the displayed name and the address. */
export interface Mailbox {
  name: string;
  address: string;
}

const ADDRESS = /^[^\s<>()[\]\\,;:@"]+@([\w-]+\.)+[a-z][a-z0-9-]+$/i;
/** Control characters, or a second mailbox before the one in angle brackets. */
const NO_NAME = /[\p{Cc}<>]|\S@\S+\s*[,;]/u;

/**
 * Reads one mailbox in the usual forms: `no-reply@daiko.example`, `名前 <no-reply@daiko.example>` or the name in
 * quotes. The name may contain every character of RFC 5322's grammar, including `(株)`, because it is passed on
 * separately from the address and never parsed again.
 * @returns undefined for anything else
 */
export function readMailbox(text: string): Mailbox | undefined {
  const written = text.trim();
  if (ADDRESS.test(written)) return { name: '', address: written };
  const groups = /^(?<typed>.*?)\s*<(?<address>[^<>]*)>$/su.exec(written)?.groups;
  const { typed, address } = { typed: '', address: '', ...groups };
  const name = readName(typed);
  return name !== undefined && ADDRESS.test(address) ? { name, address } : undefined;
}

function readName(typed: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/su.exec(typed)?.[1];
  if (quoted === undefined) return NO_NAME.test(typed) ? undefined : typed;
  return /\p{Cc}/u.test(quoted) ? undefined : quoted.replace(/\\(.)/g, '$1');
}

/** `daiko.example` of `no-reply@daiko.example`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
