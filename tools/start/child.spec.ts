import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive } from '../postgres/process-table.ts';
import { Child } from './child.ts';

const LASTING = `
  console.log('up');
  process.on('SIGTERM', () => { console.log('finishing'); setTimeout(() => process.exit(0), 50); });
  setInterval(() => undefined, 1_000);`;

describe('a process of the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-child-'));
  const script = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const start = (name: string, text: string) =>
    new Child({
      name,
      args: [script(`${name}.mjs`, text)],
      environment: {},
      logFile: join(folder, `${name}.log`),
    });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is given the time to finish when it is stopped', async () => {
    const child = start('lasting', LASTING);
    await expect.poll(() => child.lastLines()).toContain('up');
    await child.stop();
    expect(await child.ended).toBe('exit code 0');
    expect(child.lastLines()).toBe('up\nfinishing');
  });

  it('leaves its last lines when it dies', async () => {
    const child = start('dying', "console.error('the reason'); process.exit(3);");
    expect(await child.ended).toBe('exit code 3');
    expect(child.lastLines()).toBe('the reason');
  });

  it('ends when the start that runs it is killed with -9', { timeout: 30_000 }, async () => {
    const pidFile = join(folder, 'pid');
    const note = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));`;
    const grandchild = script('grandchild.mjs', note + LASTING);
    const parent = script(
      'parent.ts',
      `import { Child } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
       new Child({ name: 'grandchild', args: [${JSON.stringify(grandchild)}], environment: {}, logFile: ${JSON.stringify(join(folder, 'g.log'))} });
       setInterval(() => undefined, 1_000);`,
    );
    const running = spawn(process.execPath, [parent], { stdio: 'ignore' });
    await expect
      .poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8'), { timeout: 10_000 })
      .toBeTruthy();
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    running.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});
