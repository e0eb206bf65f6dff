export * from './customer-builder';
export * from './masters';
