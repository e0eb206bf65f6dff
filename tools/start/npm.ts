import { spawn } from 'node:child_process';
import { PROJECT } from '../postgres/place.ts';

/**
 * Runs npm in the foreground: the one that started this program, else the one on the PATH. It is no package of the project,
 * and not in its node_modules. @returns true when it succeeded
 */
export function npmSucceeds(args: string[], environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const npm = environment['npm_execpath'];
  const options = { cwd: PROJECT, stdio: 'inherit', env: environment } as const;
  const child = npm ? spawn(process.execPath, [npm, ...args], options) : spawn('npm', args, options);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
