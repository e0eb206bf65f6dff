import { serverBuild } from '../../tools/vite/server.config.ts';

export default serverBuild('api', {
  main: 'apps/api/src/main.ts',
  migrate: 'apps/api/src/migrate.ts',
  seed: 'apps/api/src/seed.ts',
  admin: 'apps/api/src/admin.ts',
  import: 'apps/api/src/import.ts',
});
