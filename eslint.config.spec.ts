import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = import.meta.dirname;

/** From the top down: each may import those after it. */
const serverModules = [
  'server-operations',
  'server-campaign',
  'server-legacy',
  'server-registration',
  'server-network',
  'server-auth',
  'server-pin',
  'server-customer',
  'server-notification',
  'server-audit',
  'server-platform',
];
/** Pages; none knows another. */
const features = [
  'auth',
  'my-page',
  'guide',
  'shell',
  'operations',
  'campaign',
  'consolidation',
  'registration',
  'network',
].map((name) => `client-${name}`);

/** Who may import whom by alias; every pair that is not listed is forbidden. */
const mayImport: Record<string, string[]> = {
  contracts: [],
  ...Object.fromEntries(
    serverModules.map((name, index) => [name, [...serverModules.slice(index + 1), 'contracts']]),
  ),
  'server-testing': ['server-platform', 'contracts'],
  'server-builders': ['server-platform', 'contracts'],
  'client-ui': ['contracts'],
  'client-session': ['contracts'],
  'client-forms': ['client-session', 'client-ui', 'contracts'],
  'client-passkey': ['client-forms', 'client-session', 'client-ui', 'contracts'],
  ...Object.fromEntries(
    features.map((name) => [
      name,
      ['client-passkey', 'client-forms', 'client-session', 'client-ui', 'contracts'],
    ]),
  ),
};
const libraries = Object.keys(mayImport);
const clientLibraries = libraries.filter((name) => name.startsWith('client-'));
const appsMayImport: Record<string, string[]> = {
  'apps/api/src': [...serverModules, 'server-builders', 'contracts'],
  'apps/worker/src': [...serverModules, 'server-builders', 'contracts'],
  'apps/client/src': [...clientLibraries, 'contracts'],
  'apps/e2e/src': ['server-builders', 'contracts'],
  tools: ['contracts'],
};
const folderOf = (library: string) => join('libs', ...library.split(/-(.*)/, 2), 'src');

const eslint = new ESLint({
  cwd: root,
  // The files are made up, so there are no types to ask for; what is tested needs none.
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ] as Linter.Config[],
});

async function reports(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}
const importing = (from: string) => `import * as imported from '${from}';\nexport const used = imported;\n`;
const boundary = '@nx/enforce-module-boundaries';

describe('the boundaries between projects', () => {
  it('are said of every library', () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'));
    const named = Object.keys(compilerOptions.paths).map((alias) => alias.split('/')[1]);
    expect(new Set(libraries)).toEqual(new Set(named));
  });

  // The rule reads the cached graph; without one it would be silent.
  beforeAll(() => createProjectGraphAsync(), 60_000);

  const folders = [
    ...libraries.map((library) => [folderOf(library), mayImport[library]!, library] as const),
    ...Object.entries(appsMayImport).map(([folder, allowed]) => [folder, allowed, ''] as const),
  ];
  it.each(folders)(
    'let %s import what the table allows and report everything else',
    async (folder, allowed, own) => {
      const others = libraries.filter((library) => library !== own);
      const found = await Promise.all(
        others.map(async (library) => {
          const rules = await reports(join(folder, 'made-up.ts'), importing(`@daiko/${library}`));
          return { library, allowed: !rules.includes(boundary) };
        }),
      );
      expect(
        found
          .filter((edge) => edge.allowed)
          .map((edge) => edge.library)
          .sort(),
      ).toEqual([...allowed].sort());
    },
  );

  it.each([
    ['libs/client/auth/src/made-up.ts', '@nestjs/common'],
    ['libs/client/auth/src/made-up.ts', 'typeorm'],
    ['libs/client/ui/src/made-up.ts', 'bullmq'],
    ['apps/client/src/made-up.ts', 'pg'],
    ['libs/client/auth/src/made-up.ts', 'twilio'],
    ['libs/server/pin/src/made-up.ts', '@angular/core'],
    ['apps/api/src/made-up.ts', '@angular/core'],
    ['libs/contracts/src/made-up.ts', 'rxjs'],
    ['apps/e2e/src/made-up.ts', 'typeorm'],
    ['libs/server/pin/src/made-up.ts', '../../customer/src/customer.service'],
    ['libs/client/auth/src/made-up.ts', '../../../../server/pin/src/index'],
    ['libs/server/pin/src/made-up.ts', '@daiko/server-testing'],
  ])('keep %s from %s', async (file, target) => {
    expect(await reports(file, importing(target))).toContain(boundary);
  });

  it('let a spec use the test library', async () => {
    const rules = await reports('libs/server/pin/src/made-up.spec.ts', importing('@daiko/server-testing'));
    expect(rules).not.toContain(boundary);
  });
});

describe('the layers inside a library', () => {
  it.each([
    ['libs/server/pin/src/made-up.controller.ts', 'typeorm'],
    ['libs/server/pin/src/made-up.controller.ts', './made-up.entity'],
    ['libs/server/pin/src/made-up.entity.ts', '@nestjs/common'],
    ['libs/contracts/src/made-up.contract.ts', 'rxjs'],
    ['libs/contracts/src/made-up.ts', 'node:crypto'],
    ['apps/api/src/made-up.ts', '@daiko/server-notification/delivery'],
    ['libs/server/pin/src/made-up.controller.ts', '@daiko/server-notification/delivery'],
  ])('keep %s from %s', async (file, target) => {
    expect(await reports(file, importing(target))).toContain('no-restricted-imports');
  });
});

describe('the bans', () => {
  const service = 'libs/server/pin/src/made-up.service.ts';
  const long = (lines: number) =>
    Array.from({ length: lines }, (_, line) => `export const a${line} = 1;`).join('\n');
  const branches = Array.from({ length: 8 }, (_, value) => `if (x === ${value}) return 1;`).join('\n');

  it.each([
    ['a default export', service, 'export default 1;\n', 'no-restricted-syntax'],
    [
      'zod by name',
      service,
      "import { z } from 'zod';\nexport const a = z.string();\n",
      'no-restricted-syntax',
    ],
    [
      'a setting read past AppConfig',
      service,
      "export const a = process.env['PORT'];\n",
      'no-restricted-syntax',
    ],
    ['the console', service, "console.log('a');\n", 'no-console'],
    [
      'a test that does not run',
      'libs/server/pin/src/made-up.spec.ts',
      "it.skip('a', () => 1);\n",
      'no-restricted-syntax',
    ],
    [
      'a suppression without a reason',
      service,
      '// eslint-disable-next-line no-console\nexport const a = 1;\n',
      'house/reasoned-suppression',
    ],
    [
      'a file name in another spelling',
      'libs/server/pin/src/madeUp.ts',
      'export const a = 1;\n',
      'house/kebab-file-name',
    ],
    ['a file over 200 lines', service, long(201), 'max-lines'],
    [
      'a function over 40 lines',
      service,
      `export const f = () => {\n${'g();\n'.repeat(41)}};\n`,
      'max-lines-per-function',
    ],
    [
      'a function with nine paths',
      service,
      `export function f(x: number) {\n${branches}\nreturn 0;\n}\n`,
      'complexity',
    ],
    [
      'a picture without a text',
      'libs/client/ui/src/made-up.html',
      '<img src="a.png" />\n',
      '@angular-eslint/template/alt-text',
    ],
  ])('report %s', async (_, file, text, rule) => {
    expect(await reports(file, text)).toContain(rule);
  });

  it('report a picture without a text in an inline template', async () => {
    const component = `import { Component } from '@angular/core';
@Component({ selector: 'app-made-up', template: '<img src="a.png" />' })
export class MadeUp {}
`;
    const rules = await reports('libs/client/ui/src/made-up.ts', component);
    expect(rules).toContain('@angular-eslint/template/alt-text');
  });

  it('let AppConfig read the environment', async () => {
    const rules = await reports(
      'libs/server/platform/src/settings/app-config.ts',
      "export const a = process.env['PORT'];\n",
    );
    expect(rules).not.toContain('no-restricted-syntax');
  });
});
