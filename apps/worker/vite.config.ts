import { serverBuild } from '../../tools/vite/server.config.ts';

export default serverBuild('worker', { main: 'apps/worker/src/main.ts' });
