import { Injectable } from '@nestjs/common';
import { CustomerService } from '@daiko/server-customer';
import { DataSource, Not, type FindOptionsWhere } from 'typeorm';
import { Credential } from './credential.entity';

/** An お客様ID that is never issued. */
const NOBODY = '00000000';

/**
 * 確認: whose pair it is. Whatever is wrong with a pair, the same two statements run and the same nothing comes out:
 * unknown, no login yet (the upstream dealer registers the first), suspended, frozen.
 */
@Injectable()
export class IdentificationService {
  constructor(
    private readonly db: DataSource,
    private readonly customers: CustomerService,
  ) {}

  /** @param phone E.164 @returns お客様ID, or null for a pair that is nobody's */
  async byCustomerId(customerId: string, phone: string): Promise<string | null> {
    return this.whose({ customerId }, phone);
  }

  /** @param email the login ID, folded */
  async byEmail(email: string, phone: string): Promise<string | null> {
    return this.whose({ loginId: email }, phone);
  }

  private async whose(login: FindOptionsWhere<Credential>, phone: string): Promise<string | null> {
    const credential = await this.db.manager.findOneBy(Credential, { ...login, state: Not('suspended') });
    const customerId = credential?.customerId ?? NOBODY;
    return (await this.customers.recoverable(customerId, phone)) ? customerId : null;
  }
}
