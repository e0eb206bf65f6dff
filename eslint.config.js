import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundaries, boundariesForSpecs } from './tools/eslint/boundaries.js';
import { house } from './tools/eslint/house-rules.js';
import { bans, layers } from './tools/eslint/restrictions.js';

/** Specs, and what several of them share. */
const testCode = ['**/*.spec.ts', '{apps,libs}/**/test/**/*.ts'];
const specs = [...testCode, 'apps/e2e/**/*.ts'];
const clientSources = ['apps/client/**/*.ts', 'libs/client/**/*.ts'];

const typeScript = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked],
  languageOptions: {
    parserOptions: {
      projectService: { allowDefaultProject: ['*.ts'], defaultProject: 'tools/tsconfig.json' },
      tsconfigRootDir: import.meta.dirname,
    },
  },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/no-confusing-void-expression': 'off',
    // [...text] counts code points, which is what the product's limits are said in.
    '@typescript-eslint/no-misused-spread': 'off',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
    // Frameworks declare their options as classes; a literal is how they are given.
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  },
};

// Injection reads constructor types at run time: an import that looks like a type must stay a value.
const injection = {
  files: ['libs/server/**/*.ts', 'apps/{api,worker}/**/*.ts'],
  rules: { '@typescript-eslint/consistent-type-imports': 'off' },
};

const size = {
  rules: {
    'max-lines': ['error', 200],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    complexity: ['error', 8],
  },
};

const tests = {
  files: specs,
  rules: {
    'max-lines': ['error', 400],
    'max-lines-per-function': 'off',
    // Playwright reads from the pattern which fixtures a fixture needs: none.
    'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
    '@typescript-eslint/unbound-method': 'off',
    '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
  },
};

const specImports = { files: testCode, rules: boundariesForSpecs };

// A migration is read from top to bottom and never again: it is as long as its tables.
const migrations = {
  files: ['apps/api/src/migrations/*.ts'],
  rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
};

/** Parts that every page may use start with `ui`, pages and what belongs to one with `app`. */
const selectors = (prefix) => ({
  '@angular-eslint/component-selector': ['error', { type: 'element', prefix, style: 'kebab-case' }],
  '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix, style: 'camelCase' }],
});

const client = [
  {
    files: clientSources,
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: selectors('app'),
  },
  { files: ['libs/client/ui/**/*.ts'], rules: selectors('ui') },
  {
    files: ['apps/client/**/*.html', 'libs/client/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
];

export default defineConfig([
  globalIgnores([
    'dist',
    '.data',
    '.nx',
    '.angular',
    'test-results',
    'playwright-report',
    'coverage',
    'tools/eslint/fixtures',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,ts}'],
    extends: [js.configs.recommended],
    plugins: { '@nx': nx, house },
    languageOptions: { globals: { process: 'readonly', console: 'readonly', setInterval: 'readonly' } },
    rules: {
      ...boundaries,
      // Full-width spaces are Japanese.
      'no-irregular-whitespace': [
        'error',
        { skipStrings: true, skipTemplates: true, skipComments: true, skipRegExps: true },
      ],
      'house/reasoned-suppression': 'error',
      'house/kebab-file-name': 'error',
    },
  },
  {
    files: ['tools/stand-ins/pages/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['document', 'fetch', 'FormData', 'navigator', 'confirm', 'setInterval', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  typeScript,
  injection,
  { files: ['**/*.{js,mjs,ts}'], extends: [size, layers, bans] },
  tests,
  specImports,
  migrations,
  client,
]);
