export * from './network.routes';
