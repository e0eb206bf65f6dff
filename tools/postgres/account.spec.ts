import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canReach } from './account.ts';

/** An account that owns nothing here. */
const STRANGER = { uid: 64_321, gid: 64_321 };

describe('canReach', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-reach-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed/inside'), { recursive: true });
    chmodSync(join(folder, 'closed'), 0o700);
    mkdirSync(join(folder, 'open'), { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets a stranger into a folder that is open to all, also to make a new one in it', () => {
    expect(canReach(join(folder, 'open/postgres'), STRANGER)).toBe(true);
  });

  it('keeps a stranger out of everything below a folder of mode 700', () => {
    expect(canReach(join(folder, 'closed/inside/postgres'), STRANGER)).toBe(false);
  });

  it('lets the owner of such a folder in, and whoever runs as we do', () => {
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    expect(canReach(join(folder, 'closed/inside/postgres'), owner)).toBe(true);
    expect(canReach(join(folder, 'closed/inside/postgres'), undefined)).toBe(true);
  });
});
