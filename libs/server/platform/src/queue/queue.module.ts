import { Global, Module } from '@nestjs/common';
import { Queues } from './queues';

/** Queues for whoever adds or takes jobs. */
@Global()
@Module({ providers: [Queues], exports: [Queues] })
export class QueueModule {}
