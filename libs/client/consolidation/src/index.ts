export * from './consolidation.routes';
