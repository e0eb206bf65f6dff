export * from './guide.routes';
