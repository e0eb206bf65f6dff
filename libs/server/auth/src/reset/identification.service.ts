import { Injectable } from '@nestjs/common';
import { CustomerService } from '@daiko/server-customer';
import { DataSource } from 'typeorm';

/** An お客様ID that is never issued. */
const NOBODY = '00000000';

/**
 * 確認: finds the customer to whom a pair belongs. Whatever is wrong with a pair, the same two statements run and the
 * result is null: unknown, no login yet (the upstream dealer registers the first one), suspended, frozen. A login of
 * the old system counts: a customer who forgot it gets a new login by お客様ID and telephone number.
 */
@Injectable()
export class IdentificationService {
  constructor(
    private readonly db: DataSource,
    private readonly customers: CustomerService,
  ) {}

  /** @param phone E.164 @returns お客様ID, or null for a pair that belongs to no customer */
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
    // The result is not mapped to an entity: the mapping would take longer for a known pair than for an unknown one.
    const [found] = await this.db.query<{ customerId: string }[]>(
      column === 'login_id' ? SELECT_CUSTOMER_BY_LOGIN_ID : SELECT_CUSTOMER_BY_ID,
      [typed],
    );
    const customerId = found?.customerId ?? NOBODY;
    return (await this.customers.recoverable(customerId, phone)) ? customerId : null;
  }
}

// The customer to whom an address belongs comes before customers whose address has not answered a mail yet.
const SELECT_CUSTOMER_BY_LOGIN_ID = `
  SELECT customer_id AS "customerId" FROM credential WHERE login_id = $1 AND state <> 'suspended'
  ORDER BY state, confirmed_at LIMIT 1`;

const SELECT_CUSTOMER_BY_ID = `
  SELECT customer_id AS "customerId" FROM customer LEFT JOIN credential USING (customer_id)
  WHERE customer_id = $1 AND coalesce(state <> 'suspended', EXISTS (
    SELECT FROM legacy_login WHERE legacy_login.customer_id = $1 AND retired_at IS NULL))`;
