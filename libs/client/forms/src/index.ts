export * from './email-field';
export * from './email-hint';
export * from './exact';
export * from './failure-notice';
export * from './heading-focus';
export * from './reads';
export * from './submit-state';
export * from './typed-form';
