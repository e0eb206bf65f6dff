import { inject, Service } from '@angular/core';
import {
  IMPORT_FILE_NAMES,
  IMPORT_PIECE_SIZE,
  type ConsolidationList,
  type ImportFileName,
  type ImportOverview,
  type ImportReference,
} from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';

export type ExportFiles = Record<ImportFileName, File>;

/** The requests of 以前のシステムからの取り込み, and of the consolidations that followed. */
@Service()
export class ImportClient {
  private readonly api = inject(ApiClient);

  overview(): Promise<ImportOverview> {
    return this.api.get('/operations/imports');
  }

  async open(files: ExportFiles): Promise<string> {
    const sizes = Object.fromEntries(IMPORT_FILE_NAMES.map((name) => [name, files[name].size]));
    return (await this.api.post<ImportReference>('/operations/imports', sizes)).id;
  }

  /**
   * Uploads a file piece by piece: no piece takes longer than a request may, and each piece can be sent again.
   * @param onSent gets the number of bytes sent so far; if it returns false, the upload stops
   */
  async send(
    id: string,
    name: ImportFileName,
    file: File,
    onSent: (bytes: number) => boolean,
  ): Promise<void> {
    for (let piece = 0; piece * IMPORT_PIECE_SIZE < file.size; piece++) {
      const start = piece * IMPORT_PIECE_SIZE;
      const bytes = file.slice(start, start + IMPORT_PIECE_SIZE, 'text/csv');
      await this.api.put(`/operations/imports/${id}/files/${name}/${String(piece)}`, bytes);
      if (!onSent(Math.min(start + IMPORT_PIECE_SIZE, file.size))) return;
    }
  }

  discard(id: string): Promise<void> {
    return this.api.delete(`/operations/imports/${id}`);
  }

  async start(id: string, isDry: boolean): Promise<void> {
    await this.api.post(`/operations/imports/${id}/runs`, { isDry });
  }

  consolidations(): Promise<ConsolidationList> {
    return this.api.get('/operations/consolidations');
  }

  undo(id: string): Promise<void> {
    return this.api.post(`/operations/consolidations/${id}/undo`);
  }
}
