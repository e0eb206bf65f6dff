import { Injectable } from '@nestjs/common';
import { IMPORT_FILE_NAMES } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import type { SignedIn } from '@daiko/server-auth';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { IMPORTS_NOW } from '../import/import-lock';
import { SELECT_SEAL } from '../import/upload-seal';
import { ImportLauncher } from './import-launcher';

/** 試しに取り込む and 取り込む: this service notes the run, and a separate process does it. */
@Injectable()
export class ImportStartService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditTrail,
    private readonly launcher: ImportLauncher,
  ) {}

  /**
   * @returns the run's id
   * @throws AppError `import.unknown`, `import.not_yours`, `import.incomplete`, `import.under_way`; `import.sealed` when
   * the files are not those that an earlier run used
   */
  async start(operator: SignedIn, uploadId: string, isDry: boolean): Promise<string> {
    const id = await this.db.transaction((tx) => this.note(tx, operator.customerId, uploadId, isDry));
    this.launcher.launch(id);
    return id;
  }

  private async note(
    tx: EntityManager,
    operatorId: string,
    uploadId: string,
    isDry: boolean,
  ): Promise<string> {
    const [upload] = await tx.query<{ uploadedBy: string }[]>(LOCK_UPLOAD, [uploadId]);
    if (upload === undefined) throw new AppError('import.unknown');
    if (upload.uploadedBy !== operatorId) throw new AppError('import.not_yours');
    const whole = await tx.query<unknown[]>(SELECT_WHOLE_FILES, [uploadId]);
    if (whole.length < IMPORT_FILE_NAMES.length) throw new AppError('import.incomplete');
    const seal = await this.seal(tx, uploadId);
    await tx.query(UPDATE_LEFT_RUNS_FAILED);
    // Only one run is open at a time: if two operators start one at the same time, only one of them gets a row.
    const [run] = await tx.query<{ id: string }[]>(INSERT_IMPORT_RUN, [isDry, operatorId, uploadId, seal]);
    if (run === undefined) throw new AppError('import.under_way');
    await this.audit.record(tx, { event: 'legacy.import_begun', detail: { run: run.id, isDry } });
    return run.id;
  }

  /** Returns the hash of the files, after checking that they are still those that an earlier run read. */
  private async seal(tx: EntityManager, uploadId: string): Promise<Buffer> {
    const [now] = await tx.query<{ seal: Buffer }[]>(SELECT_SEAL, [uploadId]);
    if (now === undefined) throw new Error('an aggregate returned no row');
    const [tried] = await tx.query<{ seal: Buffer }[]>(SELECT_FIRST_SEAL, [uploadId]);
    if (tried !== undefined && !tried.seal.equals(now.seal)) throw new AppError('import.sealed');
    return now.seal;
  }
}

const LOCK_UPLOAD = 'SELECT uploaded_by AS "uploadedBy" FROM import_upload WHERE id = $1 FOR UPDATE';

const SELECT_FIRST_SEAL = `
  SELECT fingerprint AS seal FROM import_run WHERE upload_id = $1 AND fingerprint IS NOT NULL
  ORDER BY started_at LIMIT 1`;

const SELECT_WHOLE_FILES = `
  SELECT name FROM import_file
  WHERE upload_id = $1 AND size = (
    SELECT sum(octet_length(bytes)) FROM import_piece
    WHERE import_piece.upload_id = import_file.upload_id AND import_piece.name = import_file.name)`;

// A run of the command line that was interrupted and that no process continues.
const UPDATE_LEFT_RUNS_FAILED = `
  UPDATE import_run SET state = 'failed', failure = 'given_up', finished_at = now()
  WHERE state NOT IN ('done', 'failed') AND upload_id IS NULL AND NOT ${IMPORTS_NOW}`;

const INSERT_IMPORT_RUN = `
  INSERT INTO import_run (dry_run, requested_by, upload_id, fingerprint) SELECT $1, $2, $3, $4 WHERE NOT ${IMPORTS_NOW}
  ON CONFLICT DO NOTHING RETURNING id`;
