import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AuditTrail } from './audit-trail';
import { followOrigins } from './origin';

/** 監査証跡: for all modules whose actions must be recorded. */
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {
  /** Workers have no HTTP adapter, so they have no requests to follow. */
  constructor({ httpAdapter }: HttpAdapterHost) {
    // Nest declares the adapter as always present.
    const adapter = httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter) followOrigins(adapter.getInstance<FastifyInstance>());
  }
}
