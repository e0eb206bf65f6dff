const delivery = {
  group: ['@daiko/server-notification/delivery'],
  message: 'Only the worker sends: no other process loads Twilio and SMTP.',
};
const restrictedImports = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [delivery, ...patterns] }],
});

/** Inside a library the suffix of a file is its layer: what each may not know. */
export const layers = [
  { files: ['apps/api/src/**/*.ts', 'libs/server/**/*.ts'], rules: restrictedImports() },
  {
    files: ['**/*.controller.ts'],
    rules: restrictedImports(
      {
        group: ['typeorm', '@nestjs/typeorm'],
        message: 'A controller calls a service; the service has the database.',
      },
      { group: ['**/*.entity', '**/*.entity.ts'], message: 'A controller maps to contracts, not from rows.' },
    ),
  },
  {
    files: ['**/*.entity.ts'],
    rules: restrictedImports({
      group: ['@nestjs/*'],
      message: 'An entity is a row and its rules; it knows no framework.',
    }),
  },
  {
    files: ['**/*.contract.ts'],
    rules: restrictedImports({
      regex: '^(?!zod$|\\.{1,2}/)',
      message: 'A contract is zod and other contracts, so that both sides can read it.',
    }),
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: ['**/*.contract.ts', '**/*.spec.ts'],
    rules: restrictedImports({ group: ['node:*'], message: 'Contracts run in the browser too.' }),
  },
];

const defaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name: then every file says the same word for the thing.',
};
const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings come from AppConfig: checked once, documented, typed.',
};
const zodByName = {
  selector: 'ImportDeclaration[source.value="zod"] > :matches(ImportSpecifier, ImportDefaultSpecifier)',
  message: "Write `import * as z from 'zod'`: only then the bundler drops what is not used.",
};
const leftOutTest = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(skip|only|todo|fixme|skipIf|runIf)$/]',
  message: 'A test that does not run proves nothing.',
};
const ownClient = {
  selector: 'NewExpression[callee.name="Client"]',
  message: 'Call openConnection: without a listener for its end a connection that is lost ends the process.',
};
const restrictedSyntax = (...bans) => ({ 'no-restricted-syntax': ['error', zodByName, ...bans] });

/** Programs that hand the environment to AppConfig or to a child process. */
const readsEnvironment = [
  'libs/server/platform/src/settings/app-config.ts',
  'apps/*/src/{main,migrate,seed,admin,import}.ts',
  'apps/e2e/**/*.ts',
  'tools/**/*.{js,mjs,ts}',
];
/** Both listen to the end of the connection that they open. */
const opensConnections = [
  'libs/server/platform/src/database/open-connection.ts',
  'libs/server/notification/src/status/delivery-feed.ts',
];
const configurationFiles = ['**/*.config.{js,ts}'];

/** The last block that fits a file decides: from the strictest to the most specific exception. */
export const bans = [
  { rules: restrictedSyntax(defaultExport, environment, ownClient) },
  { files: opensConnections, rules: restrictedSyntax(defaultExport, environment) },
  { files: readsEnvironment, rules: restrictedSyntax(defaultExport) },
  { files: ['**/*.spec.ts', 'apps/e2e/**/*.ts'], rules: restrictedSyntax(defaultExport, leftOutTest) },
  { files: configurationFiles, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['apps/**/*.ts', 'libs/**/*.ts'], rules: { 'no-console': 'error' } },
];
