export * from './figure';
export * from './queue-backends';
export * from './test-database';
export * from './test-config';
export * from './what-is-open';
