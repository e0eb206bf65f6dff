import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';

/** Everything that a build reads. */
const SOURCES = [
  'apps/api/src',
  'apps/api/project.json',
  'apps/api/vite.config.ts',
  'apps/worker/src',
  'apps/worker/project.json',
  'apps/worker/vite.config.ts',
  'apps/client',
  'libs',
  'tools/client',
  'tools/vite',
  'nx.json',
  'tsconfig.base.json',
  '.postcssrc.json',
  'package-lock.json',
];
const RESULTS = ['dist/apps/api/main.js', 'dist/apps/worker/main.js', 'dist/apps/client/browser/index.html'];
const STAMP = join(PROJECT, 'dist', '.sources');

/**
 * Builds what changed. Nx knows that better, but asking it takes two seconds; that names, sizes and times of all
 * sources are as they were at the last build takes some milliseconds to see.
 * @param onStart gets a function that breaks the build off
 * @throws with the output of the build when it fails
 */
export async function build(onStart: (breakOff: () => void) => void): Promise<'built' | 'up to date'> {
  const fingerprint = sourcesFingerprint();
  const isThere = RESULTS.every((path) => existsSync(join(PROJECT, path)));
  if (isThere && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return 'up to date';
  await runNx(onStart);
  writeFileSync(STAMP, fingerprint);
  return 'built';
}

function runNx(onStart: (breakOff: () => void) => void): Promise<void> {
  const nx = join(PROJECT, 'node_modules', '.bin', 'nx');
  const args = [nx, 'run-many', '-t', 'build', '-p', 'api', 'worker', 'client', '--output-style=static'];
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart(() => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed:\n${output}`));
    });
  });
}

function sourcesFingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, join(PROJECT, source));
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  } else if (!/\.spec\.ts$/.test(path)) {
    hash.update(`${path} ${String(stat.size)} ${String(stat.mtimeMs)}\n`);
  }
}
