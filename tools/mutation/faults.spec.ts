import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PROJECT } from '../postgres/place.ts';
import { FAULT_VARIABLE, isOnce, type Project } from './fault.ts';
import { AREAS, findFault } from './faults/index.ts';
import { plantedFault } from './plant.ts';

const all = Object.values(AREAS).flat();
const ENDINGS: Record<Project, string> = {
  unit: '.spec.ts',
  integration: '.integration.spec.ts',
  api: '.api.spec.ts',
};
const specs = globSync('{apps,libs,tools}/**/*.spec.ts', { cwd: PROJECT }).filter(
  (path) => !path.includes('node_modules'),
);

describe('the faults that are planted', () => {
  it.each(all)('can be: $name', ({ file, from, to }) => {
    expect(existsSync(join(PROJECT, file)), file).toBe(true);
    expect(isOnce(readFileSync(join(PROJECT, file), 'utf8'), from), `once in ${file}: ${from}`).toBe(true);
    expect(to).not.toBe(from);
  });

  it('have a name each, which says one thing', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names.filter((name) => /\.$|\n/.test(name))).toEqual([]);
  });

  it('name spec files that there are', () => {
    const missing = all.flatMap(({ project, tests }) =>
      tests.filter((part) => !specs.some((path) => path.includes(part) && path.endsWith(ENDINGS[project]))),
    );
    expect(missing).toEqual([]);
    expect(all.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('are found by their name', () => {
    expect(findFault(all[0]!.name)).toBe(all[0]);
    expect(() => findFault('none')).toThrow('no fault is called "none"');
  });
});

describe('the plug-in that plants a fault', () => {
  const fault = all[0]!;
  const transformed = (code: string, path: string): unknown => {
    vi.stubEnv(FAULT_VARIABLE, fault.name);
    const [plugin] = plantedFault();
    const transform = plugin?.transform as (code: string, id: string) => { code: string } | null;
    return transform(code, join(PROJECT, path))?.code;
  };
  afterEach(() => vi.unstubAllEnvs());

  it('is there only when a fault is named', () => {
    expect(plantedFault()).toEqual([]);
  });

  it('changes its file and no other', () => {
    expect(transformed(`before ${fault.from} after`, fault.file)).toBe(`before ${fault.to} after`);
    expect(transformed(`before ${fault.from} after`, 'libs/other.ts')).toBeUndefined();
  });

  it('refuses a file that has changed meanwhile', () => {
    expect(() => transformed('something else', fault.file)).toThrow('does not contain once');
  });
});
