import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../postgres/place.ts';
import { lockedPackages } from './locked-packages.ts';

describe('the packages of the lock file', () => {
  const packages = lockedPackages();

  it('are all held by the hash of their content', () => {
    expect(packages.filter(({ integrity }) => integrity === undefined)).toEqual([]);
  });

  it('have licences that are known', () => {
    expect(
      packages.filter(({ license, isForDevelopment }) => license === 'UNKNOWN' && !isForDevelopment),
    ).toEqual([]);
  });

  it('are those that the project asks for, in exact versions', () => {
    const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    const asked: [string, string][] = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    });
    for (const [name, version] of asked) {
      expect.soft(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect
        .soft(
          packages.some((found) => found.name === name && found.version === version),
          name,
        )
        .toBe(true);
    }
  });
});
