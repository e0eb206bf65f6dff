import { Global, Module } from '@nestjs/common';
import { Queues } from './queues';

/** Queues for modules that add or take jobs. */
@Global()
@Module({ providers: [Queues], exports: [Queues] })
export class QueueModule {}
