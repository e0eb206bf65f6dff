import { Pepper, pepperUse, type PepperUse } from '@daiko/server-auth';
import { UsageError, type AdminCommand, type AdminTools } from './admin-command';

const USAGE = `  npm run admin -- pepper
      how many logins hang on which key of PEPPER_KEYS, so that an old key is taken out when nothing does any more;
      exit code 1 when logins need a key that is not there
`;

export const pepperCommand: AdminCommand = {
  usage: USAGE,
  run: async (args, { db, config, say }: AdminTools) => {
    if (args.length > 0) throw new UsageError(USAGE);
    const { ids, newestId } = new Pepper(config.values.PEPPER_KEYS);
    const uses = new Map((await pepperUse(db)).map((use) => [use.keyId, use]));
    for (const id of ids) {
      const mayGo = uses.has(id) || id === newestId ? '' : '; it may be taken out';
      say(`key "${id}"${id === newestId ? ', the newest' : ''}: ${hangingOn(uses.get(id))}${mayGo}`);
    }
    if (uses.has(null)) say(`without a key yet: ${hangingOn(uses.get(null))}`);
    return tellMissed(
      say,
      [...uses.values()].filter(({ keyId }) => keyId !== null && !ids.includes(keyId)),
    );
  },
};

function tellMissed(say: AdminTools['say'], missed: PepperUse[]): number {
  for (const use of missed) say(`FAULT: key "${String(use.keyId)}" is not in PEPPER_KEYS: ${hangingOn(use)}`);
  return missed.length === 0 ? 0 : 1;
}

function hangingOn(use: PepperUse | undefined): string {
  const { logins, legacyLogins } = use ?? { logins: 0, legacyLogins: 0 };
  return `${String(logins)} logins, ${String(legacyLogins)} logins of the old system`;
}
