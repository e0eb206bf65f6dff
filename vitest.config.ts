import { defineConfig } from 'vitest/config';
import { FAULT_VARIABLE } from './tools/mutation/fault.ts';
import { plantedFault } from './tools/mutation/plant.ts';

const needsDatabase = {
  globalSetup: ['tools/test/database.setup.ts'],
  // Two at a time on a slow machine.
  testTimeout: 40_000,
  hookTimeout: 120_000,
};

/**
 * Files share the modules that an earlier one has loaded: loading NestJS and TypeORM anew for each took a third of the
 * time. Whatever a test changes outside of itself, it puts back.
 */
const sharesModules = { isolate: false };

/** The server's tests and the tools'; the client's run through `nx run client:test`. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  plugins: plantedFault(),
  test: {
    environment: 'node',
    restoreMocks: true,
    // A file that is compared with a document and does not find it fails, instead of writing another one.
    update: 'none',
    // What is kept of modules between runs is kept without a fault.
    fsModuleCache: process.env[FAULT_VARIABLE] === undefined,
    provide: { isLong: process.env['SECURITY_LONG'] === '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...sharesModules,
          include: ['{libs/contracts,libs/server,apps/api,apps/worker,tools}/**/*.spec.ts', '*.spec.ts'],
          exclude: ['**/*.{integration,api,faults}.spec.ts', '**/node_modules/**', 'dist/**'],
          // Generated input and whole lint runs take longer on a busy machine; none of these tests measures time.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{libs/server,apps/api,apps/worker,tools}/**/*.integration.spec.ts'],
          ...needsDatabase,
          ...sharesModules,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['apps/{api,worker}/test/**/*.api.spec.ts'],
          ...needsDatabase,
          ...sharesModules,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tools/faults/*.faults.spec.ts'],
          globalSetup: ['tools/faults/build.setup.ts'],
        },
      },
    ],
  },
});
