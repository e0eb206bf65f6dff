import { Injectable } from '@nestjs/common';
import {
  IMPORT_FILE_NAMES,
  IMPORT_PIECE_SIZE,
  type ImportPieceReference,
  type OpenImportRequest,
} from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import type { SignedIn } from '@daiko/server-auth';
import { AppError } from '@daiko/server-platform';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { readExactly } from './csv-uploads';

/** Uploads of an export: they are announced, sent in pieces, and discarded. There is only one at a time. */
@Injectable()
export class ImportUploadService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  /** @param sizes bytes of each file @returns the upload's ID @throws AppError `import.upload_open` */
  open(operator: SignedIn, sizes: OpenImportRequest): Promise<string> {
    return this.db.transaction(async (tx) => {
      const [upload] = await tx.query<{ id: string }[]>(INSERT_IMPORT_UPLOAD, [operator.customerId]);
      if (upload === undefined) throw new AppError('import.upload_open');
      for (const name of IMPORT_FILE_NAMES) await tx.query(ADD_FILE, [upload.id, name, sizes[name]]);
      const bytes = IMPORT_FILE_NAMES.reduce((sum, name) => sum + sizes[name], 0);
      await this.audit.record(tx, { event: 'legacy.upload_opened', detail: { upload: upload.id, bytes } });
      return upload.id;
    });
  }

  /**
   * Keeps one piece. The operator who opened the upload may send a piece again, which replaces the first one, until a
   * run has used the upload.
   * @throws AppError `import.unknown`, `import.not_yours`, `import.under_way`, `import.sealed`, `request.too_large`,
   * `request.malformed`
   */
  async keep(operator: SignedIn, { id, name, piece }: ImportPieceReference, body: Readable): Promise<void> {
    const [file] = await this.db.query<{ size: string }[]>(FILE, [id, name]);
    const expected = Math.min(IMPORT_PIECE_SIZE, Number(file?.size ?? 0) - piece * IMPORT_PIECE_SIZE);
    if (file === undefined || expected <= 0) throw new AppError('import.unknown');
    const bytes = await readExactly(body, expected);
    await this.db.transaction(async (tx) => {
      const { uploadedBy, isTried } = await this.lock(tx, id, 'FOR SHARE');
      if (uploadedBy !== operator.customerId) throw new AppError('import.not_yours');
      if (isTried) throw new AppError('import.sealed');
      const digest = createHash('sha256').update(bytes).digest();
      await tx.query(UPSERT_IMPORT_PIECE, [id, name, piece, bytes, digest]);
      const detail = { upload: id, file: name, piece, sha256: digest.toString('hex') };
      await this.audit.record(tx, { event: 'legacy.upload_received', detail });
    });
  }

  /**
   * Deletes the files. Any operator may do this, because only one upload waits at a time.
   * @throws AppError `import.unknown`, `import.under_way`
   */
  discard(id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const { uploadedBy } = await this.lock(tx, id, 'FOR UPDATE');
      await tx.query('DELETE FROM import_upload WHERE id = $1', [id]);
      const detail = { upload: id, of: uploadedBy };
      await this.audit.record(tx, { event: 'legacy.upload_discarded', detail });
    });
  }

  /** Locks the upload: from here to the end of the transaction no run begins with it, and none is in progress. */
  private async lock(tx: EntityManager, id: string, how: 'FOR SHARE' | 'FOR UPDATE'): Promise<Upload> {
    const [upload] = await tx.query<{ uploadedBy: string }[]>(
      `SELECT uploaded_by AS "uploadedBy" FROM import_upload WHERE id = $1 ${how}`,
      [id],
    );
    if (upload === undefined) throw new AppError('import.unknown');
    const runs = await tx.query<{ isOpen: boolean }[]>(SELECT_RUNS_OF_UPLOAD, [id]);
    if (runs.some(({ isOpen }) => isOpen)) throw new AppError('import.under_way');
    return { ...upload, isTried: runs.length > 0 };
  }
}

interface Upload {
  /** お客様ID of the operator who opened the upload. */
  uploadedBy: string;
  /** A run has used the upload, so its files must not change any more. */
  isTried: boolean;
}

const INSERT_IMPORT_UPLOAD = `
  INSERT INTO import_upload (uploaded_by) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id`;

const ADD_FILE = 'INSERT INTO import_file (upload_id, name, size) VALUES ($1, $2, $3)';

const FILE = 'SELECT size FROM import_file WHERE upload_id = $1 AND name = $2';

const UPSERT_IMPORT_PIECE = `
  INSERT INTO import_piece (upload_id, name, piece, bytes, digest) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (upload_id, name, piece) DO UPDATE SET bytes = excluded.bytes, digest = excluded.digest`;

const SELECT_RUNS_OF_UPLOAD = `SELECT state NOT IN ('done', 'failed') AS "isOpen" FROM import_run WHERE upload_id = $1`;
