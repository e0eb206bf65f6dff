import { join } from 'node:path';
import type { Plugin } from 'vite';
import { PROJECT } from '../postgres/place.ts';
import { FAULT_VARIABLE, isOnce } from './fault.ts';
import { findFault } from './faults/index.ts';

/**
 * Puts the fault that MUTATION_FAULT names into the module while Vite loads it. No file is changed, so runs may go on
 * beside each other and in a working tree with changes. Without the variable there is no plugin.
 */
export function plantedFault(): Plugin[] {
  const name = process.env[FAULT_VARIABLE];
  if (name === undefined) return [];
  const { file, from, to } = findFault(name);
  const path = join(PROJECT, file);
  return [
    {
      name: 'planted-fault',
      enforce: 'pre',
      transform(code, id) {
        if (id.split('?')[0] !== path) return null;
        if (!isOnce(code, from)) throw new Error(`${file} does not contain once what "${name}" replaces`);
        return { code: code.replace(from, () => to), map: null };
      },
    },
  ];
}
