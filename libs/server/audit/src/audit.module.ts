import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AuditTrail } from './audit-trail';
import { followOrigins } from './origin';

/** 監査証跡: for whoever does something that must be answered for. */
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {
  /** Workers have no HTTP, and so no request to follow. */
  constructor({ httpAdapter }: HttpAdapterHost) {
    // Nest declares it as always there.
    const adapter = httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter) followOrigins(adapter.getInstance<FastifyInstance>());
  }
}
