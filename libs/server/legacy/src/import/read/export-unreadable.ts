/** A file of the export cannot be read at all: it is no CSV, or a column is missing. Its message is for operators. */
export class ExportUnreadable extends Error {
  override name = 'ExportUnreadable';
}
