import { Module } from '@nestjs/common';
import { AuthModule } from '@daiko/server-auth';
import { NetworkScope } from './network-scope';

/** What dealers and operators see and do in the tree of customers. */
@Module({
  imports: [AuthModule],
  providers: [NetworkScope],
  exports: [NetworkScope],
})
export class NetworkModule {}
