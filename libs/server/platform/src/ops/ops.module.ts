import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpsServer } from './ops-server';

/** Pages about the state of the process, for administrators. */
@Global()
@Module({ providers: [OpsServer], exports: [OpsServer] })
export class OpsModule implements OnModuleInit {
  constructor(
    private readonly ops: OpsServer,
    private readonly db: DataSource,
  ) {}

  onModuleInit(): void {
    this.ops.addCheck('database', async () => {
      await this.db.query('SELECT 1');
      return undefined;
    });
  }
}
