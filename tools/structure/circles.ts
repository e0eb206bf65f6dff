import { dirname, join, normalize } from 'node:path';
import type { SourceFile } from './source-files.ts';

/**
 * Files that import each other, directly or through others, types as well.
 * @param aliases names such as `@daiko/contracts` to paths of files
 * @returns the groups of such files; none where every import goes one way
 */
export function circles(
  files: readonly SourceFile[],
  aliases: Readonly<Record<string, string>> = {},
): string[][] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file, files, aliases)]));
  const reached = new Map(files.map(({ path }) => [path, reachedFrom(path, imports)]));
  const groups = new Map<string, string[]>();
  for (const [path, others] of reached) {
    const group = [...others].filter((other) => reached.get(other)?.has(path)).sort();
    if (group.includes(path)) groups.set(group.join(), group);
  }
  return [...groups.values()];
}

function importsOf(
  { path, text }: SourceFile,
  files: readonly SourceFile[],
  aliases: Readonly<Record<string, string>>,
): string[] {
  const known = new Set(files.map((file) => file.path));
  return [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].flatMap(([, name = '']) => {
    const base = name.startsWith('.') ? join(dirname(path), name) : aliases[name];
    if (base === undefined) return [];
    return [base, `${base}.ts`, `${base}/index.ts`]
      .map((candidate) => normalize(candidate))
      .filter((candidate) => known.has(candidate))
      .slice(0, 1);
  });
}

/** Every file that a file needs; the file itself only when it is in a circle. */
function reachedFrom(path: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(imports.get(path) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(imports.get(next) ?? []));
  }
  return reached;
}
