export * from './dealer.guard';
export * from './network.module';
export * from './network-scope';
