import type { Fault } from '../fault.ts';
import { consolidation } from './consolidation.ts';
import { decoys } from './decoys.ts';
import { exportFiles } from './export-files.ts';
import { figures } from './figures.ts';
import { importFaults } from './import.ts';
import { loginInformation } from './login-information.ts';
import { network } from './network.ts';
import { notification } from './notification.ts';
import { operators } from './operators.ts';
import { ownYes } from './own-yes.ts';
import { pin } from './pin.ts';
import { platform } from './platform.ts';
import { providers } from './providers.ts';
import { registration } from './registration.ts';
import { sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';

/** The faults of each area of the server. */
export const AREAS: Record<string, readonly Fault[]> = {
  pin: [...pin, ...decoys],
  auth: [...signIn, ...sessions, ...loginInformation],
  notification: [...notification, ...providers],
  registration: [...registration, ...ownYes, ...operators],
  legacy: [...consolidation, ...importFaults, ...exportFiles],
  network: [...network, ...figures],
  platform,
};

export function findFault(name: string): Fault {
  const found = Object.values(AREAS)
    .flat()
    .find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault is called "${name}"`);
  return found;
}
