import type { SourceFile } from './source-files.ts';

/** An SQL statement that is declared as a constant. */
export interface Statement {
  path: string;
  name: string;
  sql: string;
}

/** What changes rows in a table. */
export interface Write {
  path: string;
  table: string;
}

const DECLARED = /^(?:export )?const ([A-Z][A-Z0-9_]*)(?:: [^=]+)? = `([^`]*)`/gm;
const SQL = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/;

/** Statements that are declared at the top of a file. */
export function statementsOf({ path, text }: SourceFile): Statement[] {
  return [...text.matchAll(DECLARED)]
    .map(([, name = '', sql = '']) => ({ path, name, sql }))
    .filter(({ sql }) => SQL.test(sql));
}

/** Tables that a file writes to, by SQL or through an entity. @param tables of entities, by the name of their class */
export function writesOf({ path, text }: SourceFile, tables: ReadonlyMap<string, string>): Write[] {
  const code = text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const bySql = [...code.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)\b/g)].map(
    ([, table = '']) => table,
  );
  const byEntity = [...code.matchAll(/\.(?:insert|update|delete|save|upsert)\(\s*([A-Z]\w+)\s*,/g)].flatMap(
    ([, entity = '']) => tables.get(entity) ?? [],
  );
  return [...new Set([...bySql, ...byEntity])].map((table) => ({ path, table }));
}

/** The table of each entity, by the name of its class. */
export function tablesOfEntities(files: readonly SourceFile[]): Map<string, string> {
  return new Map(
    files.flatMap(({ text }) =>
      [...text.matchAll(/@Entity\('(\w+)'\)\s*export class (\w+)/g)].map(
        ([, table = '', entity = '']): [string, string] => [entity, table],
      ),
    ),
  );
}
