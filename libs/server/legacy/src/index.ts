export * from './import/error-file';
export { EXPORT_FILES, REASONS } from './import/export-files';
export * from './import/import-run';
export type { ImportSummary } from './import/import-summary';
export * from './legacy.module';
