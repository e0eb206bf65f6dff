/** Providers of one channel, in the order in which they are asked. */
export const SLOTS = ['first', 'second'] as const;
export type SlotName = (typeof SLOTS)[number];
