const may = (sourceTag, ...tags) => ({ sourceTag, onlyDependOnLibsWithTags: tags });
/** Each of these modules may import those after it, and what all may. */
const downwards = (scopes, ...all) =>
  scopes.map((scope, index) => may(scope, ...scopes.slice(index + 1), ...all));

/** Who may import whom: one row for each tag of a project.json. A project obeys every row that names one of its tags. */
const table = [
  {
    ...may('side:client', 'side:client', 'side:shared'),
    bannedExternalImports: [
      '@nestjs/*',
      'typeorm',
      'bullmq',
      'pg',
      'twilio',
      'nodemailer',
      'libphonenumber-js',
    ],
  },
  { ...may('side:server', 'side:server', 'side:shared'), bannedExternalImports: ['@angular/*'] },
  { ...may('side:shared', 'side:shared'), allowedExternalImports: ['zod'] },
  {
    ...may('side:e2e', 'side:e2e', 'side:shared', 'type:builders'),
    bannedExternalImports: ['@angular/*', '@nestjs/*', 'typeorm'],
  },
  { ...may('side:tools', 'side:tools', 'side:shared'), bannedExternalImports: ['@angular/*', '@nestjs/*'] },

  may(
    'type:app',
    'type:builders',
    'type:module',
    'type:feature',
    'type:part',
    'type:form',
    'type:data',
    'type:ui',
    'type:platform',
    'type:contract',
  ),
  may('type:module', 'type:module', 'type:platform', 'type:contract'),
  may('type:platform', 'type:contract'),
  may('type:testing', 'type:platform', 'type:contract'),
  may('type:builders', 'type:platform', 'type:contract'),
  may('type:feature', 'type:part', 'type:form', 'type:data', 'type:ui', 'type:contract'), // features do not know each other
  may('type:part', 'type:form', 'type:data', 'type:ui', 'type:contract'), // what several features have in common
  may('type:form', 'type:data', 'type:ui', 'type:contract'),
  may('type:data', 'type:contract'),
  may('type:ui', 'type:contract'),
  may('type:contract', 'type:contract'),

  ...downwards(
    [
      'scope:operations',
      'scope:campaign',
      'scope:legacy',
      'scope:registration',
      'scope:network',
      'scope:auth',
      'scope:pin',
      'scope:customer',
      'scope:notification',
      'scope:audit',
    ],
    'type:platform',
    'type:contract',
  ),
];

/** A spec may use what its subject may use, the test library, and the test tools. */
const tableForSpecs = table.map((row) => ({
  ...row,
  onlyDependOnLibsWithTags: [...row.onlyDependOnLibsWithTags, 'type:testing', 'type:builders'],
  ...(row.allowedExternalImports && {
    allowedExternalImports: [...row.allowedExternalImports, 'vitest', 'fast-check'],
  }),
}));

/** Files that wire the workspace together: they alone may name a file of another project. */
const wiring = [
  '../../tools/vite/server.config.ts',
  '../../apps/api/src/migrations/index.ts',
  '../../eslint.config.js',
  '../../../tools/stand-ins/stand-ins.ts',
  '../../../tools/stand-ins/testing.ts',
];

const rule = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: wiring,
      depConstraints,
      enforceBuildableLibDependency: false,
      allowCircularSelfDependency: false,
    },
  ],
});

export const boundaries = rule(table);
export const boundariesForSpecs = rule(tableForSpecs);
