export * from './operations.routes';
