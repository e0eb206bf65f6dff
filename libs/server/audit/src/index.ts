export * from './audit-report';
export * from './audit-sealer';
export * from './audit-sealing.module';
export * from './audit-trail';
export * from './audit-verification';
export * from './audit.module';
export * from './denial.filter';
export { noteActor } from './origin';
