import { defineConfig } from 'vitest/config';

/**
 * What Angular's test builder does not set itself. Its modules exist in memory only, so the cache of Vitest, which goes
 * by files on disk, hands out what was compiled in an earlier run: tests stay green whatever is changed below them.
 */
export default defineConfig({ test: { fsModuleCache: false } });
