export * from './legacy.module';
