/** Folded entries of the lists that zxcvbn-ts carries: common passwords, diceware, and Japanese words and names. */
let loaded: Promise<ReadonlySet<string>> | undefined;

/**
 * The lists, loaded once at the first use. A process without password changes never needs these some 85,000 entries.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ReadonlySet<string>> {
  const [common, japanese] = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-ja'),
  ]);
  const lists = [...Object.values(common.dictionary), ...Object.values(japanese.dictionary)];
  return new Set(lists.flat().map((entry) => entry.normalize('NFKC').toLowerCase()));
}
