export * from './network.module';
export * from './network-scope';
