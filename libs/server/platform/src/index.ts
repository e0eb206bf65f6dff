export * from './app-config';
export * from './app-error';
export * from './secret-deriver';
