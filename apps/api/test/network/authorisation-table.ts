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
  openToLegacyLogin: boolean;
  about: About | undefined;
  stepUp: boolean | 'makes operators' | 'by passkey' | 'by passkey if required';
  secondPerson: string | undefined;
}

const TABLE = join(import.meta.dirname, '../../../../docs/security/authorisation.md');
const ROW = new RegExp(
  [
    '^\\| (?<route>[A-Z]+ \\/\\S+) +',
    '(?<openTo>anybody|signed-in|dealers|operators)(?<oldLogin> \\+ old login)? +',
    '(?:(?<parameter>\\w+) (?<reach>at or below|below))? *',
    '(?<stepUp>yes|no|makes operators|by passkey if required|by passkey) +',
    '(?<secondPerson>\\w[\\w ]*\\w)? *\\|$',
  ].join('\\| +'),
  'gm',
);
const STEP_UP = {
  yes: true,
  no: false,
  'makes operators': 'makes operators',
  'by passkey': 'by passkey',
  'by passkey if required': 'by passkey if required',
} as const;

/** The written rules. They are what the test expects; nothing of it is read from the code under test. */
export function writtenRules(): Rule[] {
  return [...readFileSync(TABLE, 'utf8').matchAll(ROW)].map(({ groups = {} }) => ({
    route: groups['route']!,
    openTo: groups['openTo'] as OpenTo,
    openToLegacyLogin: groups['oldLogin'] !== undefined,
    about: groups['parameter'] === undefined ? undefined : (groups as unknown as About),
    stepUp: STEP_UP[groups['stepUp'] as keyof typeof STEP_UP],
    secondPerson: groups['secondPerson'],
  }));
}

/** The same as the policy in the code has it: one rule for each route, whomever it is about. */
export function writtenPolicy(rules: readonly Rule[]): Record<string, object> {
  return Object.fromEntries(
    rules.map(({ route, openTo, openToLegacyLogin, stepUp, secondPerson }) => {
      const about = rules
        .filter((rule) => rule.route === route && rule.about !== undefined)
        .map((rule) => rule.about && { parameter: rule.about.parameter, reach: rule.about.reach });
      const optional = {
        ...(openToLegacyLogin && { openToLegacyLogin }),
        ...(about.length > 0 && { about }),
        ...(secondPerson !== undefined && { secondPerson }),
      };
      return [route, { openTo, stepUp, ...optional }];
    }),
  );
}
