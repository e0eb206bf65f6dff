export * from './registration.routes';
