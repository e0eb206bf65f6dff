import { Injectable } from '@nestjs/common';
import { CustomerService } from '@daiko/server-customer';
import { DataSource } from 'typeorm';

/** An お客様ID that is never issued. */
const NOBODY = '00000000';

/**
 * 確認: whose pair it is. Whatever is wrong with a pair, the same two statements run and the same nothing comes out:
 * unknown, no login yet (the upstream dealer registers the first), suspended, frozen. A login of the old system counts:
 * who forgot it comes to a new one by お客様ID and telephone.
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
      column === 'login_id' ? SELECT_CUSTOMER_BY_LOGIN_ID : SELECT_CUSTOMER_BY_ID,
      [typed],
    );
    const customerId = found?.customerId ?? NOBODY;
    return (await this.customers.recoverable(customerId, phone)) ? customerId : null;
  }
}

// Whom an address belongs to goes before those who are only asked at it.
const SELECT_CUSTOMER_BY_LOGIN_ID = `
  SELECT customer_id AS "customerId" FROM credential WHERE login_id = $1 AND state <> 'suspended'
  ORDER BY state, confirmed_at LIMIT 1`;

const SELECT_CUSTOMER_BY_ID = `
  SELECT customer_id AS "customerId" FROM customer LEFT JOIN credential USING (customer_id)
  WHERE customer_id = $1 AND coalesce(state <> 'suspended', EXISTS (
    SELECT FROM legacy_login WHERE legacy_login.customer_id = $1 AND retired_at IS NULL))`;
