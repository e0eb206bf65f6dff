import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was tried is what is imported: each piece of an upload has its hash, and a run the hash over all of them. */
export class SealUploads20261129200500 implements MigrationInterface {
  name = 'SealUploads20261129200500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- SHA-256 of the bytes as they came
      ALTER TABLE import_piece ADD digest bytea;
      UPDATE import_piece SET digest = sha256(bytes);
      ALTER TABLE import_piece ALTER digest SET NOT NULL, ADD CHECK (octet_length(digest) = 32)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_piece DROP digest');
  }
}
