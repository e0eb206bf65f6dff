import { Injectable } from '@nestjs/common';
import { CustomerService } from '@daiko/server-customer';
import { DataSource } from 'typeorm';

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
    return this.whose('customer_id', customerId, phone);
  }

  /** @param email the login ID, folded */
  async byEmail(email: string, phone: string): Promise<string | null> {
    return this.whose('login_id', email, phone);
  }

  private async whose(
    column: 'customer_id' | 'login_id',
    typed: string,
    phone: string,
  ): Promise<string | null> {
    // No entity is made of what is found: that alone would take longer for a known pair than for an unknown one.
    const [found] = await this.db.query<{ customerId: string }[]>(
      `SELECT customer_id AS "customerId" FROM credential WHERE ${column} = $1 AND state <> 'suspended'
        -- whom an address belongs to goes before those who are only asked at it
        ORDER BY state, confirmed_at LIMIT 1`,
      [typed],
    );
    const customerId = found?.customerId ?? NOBODY;
    return (await this.customers.recoverable(customerId, phone)) ? customerId : null;
  }
}
