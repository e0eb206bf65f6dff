import { parseArgs } from 'node:util';
import { succeeds } from '../test/step.ts';

const USAGE = `Attacks the system as a stranger, a customer, a dealer and a process that was taken over would (docs/security).

  npm run test:security             a few minutes; npm test holds the same files
  npm run test:security -- --long   1,000 and 1,000 samples where times are compared, many more generated requests
  npm run test:security -- roles    the files with that in their name
`;

/** Where each figure of docs/security/asvs.md comes from. */
const FILES = {
  api: [
    'enumeration',
    'generated',
    'hostile',
    'bad-input',
    'wrong-order',
    'addresses',
    'headers',
    'roles',
    'admin-audit',
    'limits',
  ],
  integration: [
    'pin.service',
    'sign-in',
    'session',
    'mail-link',
    'not-me',
    'credential-reset',
    'credential-change',
    'secrecy',
    'audited',
    'audit-trail',
    'network-scope',
    'recovery-reopening',
    'twilio-webhook',
    'cost-brake',
  ],
};

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  allowPositionals: true,
});

if (values.help === true) process.stdout.write(USAGE);
else {
  const settings: Record<string, string> = values.long ? { SECURITY_LONG: '1' } : {};
  const isWanted = (name: string) =>
    positionals.length === 0 || positionals.some((part) => name.includes(part));
  let isGood = true;
  for (const [project, names] of Object.entries(FILES)) {
    const files = names.filter(isWanted);
    if (files.length === 0) continue;
    isGood = (await succeeds('vitest', ['run', '--project', project, ...files], settings)) && isGood;
  }
  process.exitCode = isGood ? 0 : 1;
}
