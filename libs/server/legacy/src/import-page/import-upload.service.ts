import { Injectable } from '@nestjs/common';
import {
  IMPORT_FILE_NAMES,
  IMPORT_PIECE_SIZE,
  type ImportPieceReference,
  type OpenImportRequest,
} from '@daiko/contracts';
import type { SignedIn } from '@daiko/server-auth';
import { AppError } from '@daiko/server-platform';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { readExactly } from './csv-uploads';

/** An export on its way in: announced, sent in pieces, thrown away. One at a time. */
@Injectable()
export class ImportUploadService {
  constructor(private readonly db: DataSource) {}

  /** @param sizes bytes of each file @returns its id @throws AppError `import.upload_open` */
  open(operator: SignedIn, sizes: OpenImportRequest): Promise<string> {
    return this.db.transaction(async (tx) => {
      const [upload] = await tx.query<{ id: string }[]>(OPEN, [operator.customerId]);
      if (upload === undefined) throw new AppError('import.upload_open');
      for (const name of IMPORT_FILE_NAMES) await tx.query(ADD_FILE, [upload.id, name, sizes[name]]);
      return upload.id;
    });
  }

  /**
   * Keeps one piece; sent again it takes the place of the first.
   * @throws AppError `import.unknown`, `import.under_way`, `request.too_large`, `request.malformed`
   */
  async keep({ id, name, piece }: ImportPieceReference, body: Readable): Promise<void> {
    const [file] = await this.db.query<{ size: string }[]>(FILE, [id, name]);
    const expected = Math.min(IMPORT_PIECE_SIZE, Number(file?.size ?? 0) - piece * IMPORT_PIECE_SIZE);
    if (file === undefined || expected <= 0) throw new AppError('import.unknown');
    const bytes = await readExactly(body, expected);
    await this.db.transaction(async (tx) => {
      await this.hold(tx, id, 'FOR SHARE');
      await tx.query(KEEP, [id, name, piece, bytes]);
    });
  }

  /** Throws the files away. @throws AppError `import.unknown`, `import.under_way` */
  discard(id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.hold(tx, id, 'FOR UPDATE');
      await tx.query('DELETE FROM import_upload WHERE id = $1', [id]);
    });
  }

  /** From here to the end of the transaction no run begins with it, and none has begun. */
  private async hold(tx: EntityManager, id: string, how: 'FOR SHARE' | 'FOR UPDATE'): Promise<void> {
    const held = await tx.query<unknown[]>(`SELECT FROM import_upload WHERE id = $1 ${how}`, [id]);
    if (held.length === 0) throw new AppError('import.unknown');
    const [run] = await tx.query<unknown[]>(RUN_OF, [id]);
    if (run !== undefined) throw new AppError('import.under_way');
  }
}

const OPEN = `
  INSERT INTO import_upload (uploaded_by) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id`;

const ADD_FILE = 'INSERT INTO import_file (upload_id, name, size) VALUES ($1, $2, $3)';

const FILE = 'SELECT size FROM import_file WHERE upload_id = $1 AND name = $2';

const KEEP = `
  INSERT INTO import_piece (upload_id, name, piece, bytes) VALUES ($1, $2, $3, $4)
  ON CONFLICT (upload_id, name, piece) DO UPDATE SET bytes = excluded.bytes`;

const RUN_OF = `SELECT id FROM import_run WHERE upload_id = $1 AND state NOT IN ('done', 'failed')`;
