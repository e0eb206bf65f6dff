import { Module } from '@nestjs/common';
import { NotificationModule } from '@daiko/server-notification';
import { CustomerService } from './customer.service';
import { DestinationStore } from './destination.store';

/** お客様 and their contacts. The route of マイページ is in auth, which knows the signed-in user. */
@Module({
  imports: [NotificationModule],
  providers: [CustomerService, DestinationStore],
  exports: [CustomerService, DestinationStore],
})
export class CustomerModule {}
