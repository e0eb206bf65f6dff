/**
 * The keys of PEPPER_KEYS. The PHC string of a hash says, as `keyid`, which key was used for it, so the hash never
 * loses its key id, wherever the string is copied. A hash without `keyid` was made before there were any keys.
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

  /** @returns the key of a hash: null when it was made without a key; undefined when its key is not one of ours */
  of(stored: string): Buffer | null | undefined {
    const id = pepperIdOf(stored);
    return id === null ? null : this.keys.get(id);
  }

  /** Adds the id of the newest key to a new hash that was made with this key. */
  mark(hash: string): string {
    return hash.replace(/,p=\d+(?=\$)/, `$&,keyid=${this.newestId}`);
  }
}

const KEY_ID = /,keyid=([\w-]+)(?=\$)/;

/** The id of the key that was used for a hash; null when there is none. */
export function pepperIdOf(stored: string): string | null {
  return KEY_ID.exec(stored)?.[1] ?? null;
}

/** The hash in the form that the Argon2 library reads. */
export function withoutPepperId(stored: string): string {
  return stored.replace(KEY_ID, '');
}

function idOf(entry: string): string {
  return entry.slice(0, entry.indexOf(':'));
}
