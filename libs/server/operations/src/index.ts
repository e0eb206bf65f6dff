export * from './operations.module';
export * from './queue-board';
