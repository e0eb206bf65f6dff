import type { Fault } from '../fault.ts';
import { consolidation } from './consolidation.ts';
import { importFaults } from './import.ts';
import { loginInformation } from './login-information.ts';
import { network } from './network.ts';
import { notification } from './notification.ts';
import { pin } from './pin.ts';
import { platform } from './platform.ts';
import { providers } from './providers.ts';
import { registration } from './registration.ts';
import { sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';

/** The faults of each area of the server. */
export const AREAS: Record<string, readonly Fault[]> = {
  pin,
  auth: [...signIn, ...sessions, ...loginInformation],
  notification: [...notification, ...providers],
  registration,
  legacy: [...consolidation, ...importFaults],
  network,
  platform,
};

export function findFault(name: string): Fault {
  const found = Object.values(AREAS)
    .flat()
    .find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault is called "${name}"`);
  return found;
}
