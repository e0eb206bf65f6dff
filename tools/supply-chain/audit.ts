import { spawn } from 'node:child_process';

/*
 * `npm run audit`: known faults of the packages that run in production; exit code 1 from "high" on, 2 when nobody could
 * be asked. A mirror may have no such page: that is said, and is not the same as "nothing found".
 */
const npm = process.env['npm_execpath'];
const args = ['audit', '--omit=dev', '--package-lock-only', '--audit-level=high', '--json'];
const child = npm ? spawn(process.execPath, [npm, ...args]) : spawn('npm', args);
let output = '';
child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
child.once('error', (error) => {
  console.error(`npm could not be started: ${error.message}`);
  process.exitCode = 2;
});
child.once('close', () => {
  process.exitCode = report(output);
});

const NOBODY_ASKED =
  'The registry in use answers no audit (mirrors often have no such page). Nothing was checked: ask another one, npm run audit with npm_config_registry set, or compare npm run sbom with a list of advisories.';

interface Report {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string; range: string }>;
}

function report(text: string): number {
  const answer = parsed(text);
  const counts = answer?.metadata?.vulnerabilities;
  if (counts === undefined) {
    console.error(NOBODY_ASKED);
    return 2;
  }
  console.log(`known faults: ${JSON.stringify(counts)}`);
  for (const [name, { severity, range }] of Object.entries(answer?.vulnerabilities ?? {}))
    console.log(`${severity.padEnd(9)} ${name} ${range}`);
  return ['high', 'critical'].some((severity) => (counts[severity] ?? 0) > 0) ? 1 : 0;
}

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined; // npm says what went wrong in plain text then
  }
}
