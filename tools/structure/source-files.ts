import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';

export interface SourceFile {
  /** From the project's folder, `libs/server/pin/src/pin.service.ts`. */
  path: string;
  text: string;
}

/** TypeScript files of the project, in the order of their paths. @param pattern a glob from the project's folder */
export function sourceFiles(pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: PROJECT, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));
}

/** Whether a file is part of the product, and not of its tests. */
export function isProduct({ path }: SourceFile): boolean {
  return !/\.spec\.ts$|\/(test|testing|builders)\//.test(path);
}
