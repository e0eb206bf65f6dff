import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type OpenTo = 'anybody' | 'signed-in' | 'dealers' | 'operators';

/** Whom a route is about, and how far a dealer reaches there. */
export interface About {
  parameter: 'customerId' | 'parentCustomerId';
  reach: 'at or below' | 'below';
}

/** One line of docs/security/authorisation.md. */
export interface Rule {
  /** `GET /api/customers/{customerId}` */
  route: string;
  openTo: OpenTo;
  about: About | undefined;
}

const TABLE = join(import.meta.dirname, '../../../docs/security/authorisation.md');
const ROW =
  /^\| ([A-Z]+ \/\S+) +\| (anybody|signed-in|dealers|operators) +\| +(?:(\w+) (at or below|below))? *\|$/gm;

/** The written rules. They are what the test expects; nothing of it is read from the code under test. */
export function writtenRules(): Rule[] {
  return [...readFileSync(TABLE, 'utf8').matchAll(ROW)].map(([, route, openTo, parameter, reach]) => ({
    route: route!,
    openTo: openTo as OpenTo,
    about: parameter === undefined ? undefined : ({ parameter, reach } as About),
  }));
}
