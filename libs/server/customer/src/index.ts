import { ContactPoint } from './contact-point.entity';
import { Customer } from './customer.entity';
import { MemberClass, Rank } from './master.entity';

export * from './contact-point.entity';
export * from './customer.entity';
export * from './customer.module';
export * from './customer.service';
export * from './destination.store';
export * from './lock-order';
export * from './mask';
export * from './master.entity';
export * from './phone-kind';
export * from './search-key-renewal';

export const customerEntities = [Customer, ContactPoint, Rank, MemberClass];
