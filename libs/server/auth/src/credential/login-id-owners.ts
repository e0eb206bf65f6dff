import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Finds the customer to whom a login ID belongs. An address belongs to no customer before it has answered a mail. */
@Injectable()
export class LoginIdOwners {
  /** @param email folded @returns お客様ID, or null */
  async ownerOf(tx: EntityManager, email: string): Promise<string | null> {
    const [owner] = await tx.query<{ customerId: string }[]>(
      `SELECT customer_id AS "customerId" FROM credential
        WHERE login_id = $1 AND (state <> 'invited' OR confirmed_at IS NOT NULL)`,
      [email],
    );
    return owner?.customerId ?? null;
  }
}
