import { Module } from '@nestjs/common';
import { AuditSealer } from './audit-sealer';

/** The worker's part of the audit trail. */
@Module({ providers: [AuditSealer] })
export class AuditSealingModule {}
