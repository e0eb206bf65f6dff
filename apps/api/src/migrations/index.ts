import { CreateCore20261122000000 } from './20261122-create-core';

/** All migrations in order. A list, not a glob: what runs is what is read here. */
export const migrations = [CreateCore20261122000000];
