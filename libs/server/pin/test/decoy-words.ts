/** One contact as its mask shows it. */
interface Seen {
  kind: string;
  mask: string;
}

/**
 * The features that can be seen in 通知先選択, as words for a classifier: how many contacts of which kinds there are, what
 * each one shows, and what repeats.
 */
export function wordsOf(labels: readonly string[]): string[] {
  const contacts = contactsOf(labels);
  const kinds = contacts.map(({ kind }) => kind).join('');
  return [
    `rows ${String(labels.length)}`,
    `kinds ${kinds}`,
    ...contacts.flatMap((contact) =>
      contact.kind === 'E' ? wordsOfMail(contact.mask, kinds) : wordsOfPhone(contact),
    ),
    ...contacts.flatMap((one, index) => contacts.slice(index + 1).flatMap((other) => likeness(one, other))),
  ];
}

function contactsOf(labels: readonly string[]): Seen[] {
  const seen: Seen[] = [];
  for (const [index, label] of labels.entries()) {
    const [mask = '', channel = ''] = label.split(' ');
    // A mobile has two rows; the second one is by voice.
    if (channel === '(自動音声)' && labels[index - 1] === `${mask} (ショートメッセージ)`) continue;
    if (channel === '(メール)') seen.push({ kind: 'E', mask });
    else seen.push({ kind: channel === '(ショートメッセージ)' ? 'M' : 'L', mask });
  }
  return seen;
}

function wordsOfPhone({ kind, mask }: Seen): string[] {
  const digits = mask.replace(/\D/g, '');
  const pattern = mask.replace(/\d/g, '*');
  return [
    `${kind} pattern ${pattern}`,
    `${kind} last ${digits.slice(-1)}`,
    `${kind} last two ${digits.slice(-2)}`,
    `${kind} three ${digits}`,
    `${kind} different ${String(new Set(digits).size)}`,
  ];
}

function wordsOfMail(mask: string, kinds: string): string[] {
  const letters = mask.slice(0, mask.indexOf('*'));
  const domain = mask.slice(mask.indexOf('@') + 1);
  const name = domain.slice(0, domain.indexOf('.'));
  const ending = domain.slice(domain.indexOf('.'));
  const pairs = Array.from({ length: name.length - 1 }, (_, at) => `pair ${name.slice(at, at + 2)}`);
  return [
    `letters ${letters}`,
    `first ${letters.slice(0, 1)}`,
    `second ${letters.slice(1)}`,
    `domain ${domain}`,
    `domain ${domain} of ${kinds}`,
    `letters ${letters} at ${ending}`,
    `ending ${ending}`,
    `length ${String(name.length)}`,
    `hyphen ${String(name.includes('-'))} digit ${String(/\d/.test(name))}`,
    ...pairs,
  ];
}

function likeness(one: Seen, other: Seen): string[] {
  const both = `${one.kind}${other.kind}`;
  if (both === 'EE') {
    const isAlike = (part: (mask: string) => string) => String(part(one.mask) === part(other.mask));
    return [
      `${both} letters ${isAlike((mask) => mask.slice(0, mask.indexOf('*')))}`,
      `${both} domain ${isAlike((mask) => mask.slice(mask.indexOf('@')))}`,
      `${both} all ${isAlike((mask) => mask)}`,
    ];
  }
  if (both.includes('E')) return [];
  const gap = Math.abs(Number(one.mask.slice(-3)) - Number(other.mask.slice(-3)));
  const isPattern = String(one.mask.replace(/\d/g, '*') === other.mask.replace(/\d/g, '*'));
  return [`${both} gap ${gap < 3 ? String(gap) : 'far'}`, `${both} pattern ${isPattern}`];
}
