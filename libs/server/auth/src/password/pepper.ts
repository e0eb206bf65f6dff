/**
 * The keys of PEPPER_KEYS. A hash says in its PHC string, as `keyid`, which of them went into it, so that hash and key
 * cannot come apart wherever the string is copied to; one without it was made before there were any.
 */
export class Pepper {
  private readonly keys: Map<string, Buffer>;
  readonly newestId: string;

  /** @param entries `id:base64`, newest first */
  constructor(entries: readonly string[]) {
    this.keys = new Map(
      entries.map((entry) => [idOf(entry), Buffer.from(entry.slice(idOf(entry).length + 1), 'base64')]),
    );
    const [newest] = this.keys.keys();
    if (newest === undefined) throw new Error('PEPPER_KEYS is empty');
    this.newestId = newest;
  }

  /** All ids, the newest first. */
  get ids(): string[] {
    return [...this.keys.keys()];
  }

  get newest(): Buffer {
    return this.keys.get(this.newestId) as Buffer;
  }

  /** @returns what went into a hash: null where it was made without; undefined where its key is none of ours */
  of(stored: string): Buffer | null | undefined {
    const id = pepperIdOf(stored);
    return id === null ? null : this.keys.get(id);
  }

  /** A fresh hash, made with the newest key, with that key's id in it. */
  mark(hash: string): string {
    return hash.replace(/,p=\d+(?=\$)/, `$&,keyid=${this.newestId}`);
  }
}

const KEY_ID = /,keyid=([\w-]+)(?=\$)/;

/** Which key went into a hash; null: none. */
export function pepperIdOf(stored: string): string | null {
  return KEY_ID.exec(stored)?.[1] ?? null;
}

/** The hash as Argon2's library reads it. */
export function withoutPepperId(stored: string): string {
  return stored.replace(KEY_ID, '');
}

function idOf(entry: string): string {
  return entry.slice(0, entry.indexOf(':'));
}
