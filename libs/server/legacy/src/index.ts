import { Consolidation } from './consolidation.entity';

export * from './import/error-file';
export { EXPORT_FILES, REASONS, type ExportFile } from './import/read/export-files';
export * from './import/import-export';
export type { ImportProgress } from './import/import-run';
export type { ImportSummary } from './import/import-summary';
export * from './import/import-upload';
export { acceptCsvUploads } from './import-page/csv-uploads';
export * from './legacy.module';

export const legacyEntities = [Consolidation];
