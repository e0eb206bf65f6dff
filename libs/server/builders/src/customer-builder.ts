import { readEmail, readLoginId, readPhone, searchKey } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';

/** What a customer is saved with: an EntityManager, or any other connection to the database. */
export type Connection = Pick<EntityManager, 'query'>;
type Kind = 'landline' | 'mobile' | 'ip_phone' | 'unreachable_phone' | 'email';
interface Contact {
  kind: Kind;
  value: string;
}
interface Login {
  loginId: string;
  passwordHash: string | null;
  state: 'invited' | 'active' | 'suspended';
}

/** A login of the old system. */
export interface LegacyLoginFacts {
  loginId: string;
  /** In a format of the old system. */
  foreignHash: string | null;
  userName?: string;
  /** Days ago; never, where it is not given. */
  lastSignedInDaysAgo?: number;
  createdDaysAgo?: number;
}

/** A customer in the making: `aCustomer('01058734').named('環境 太郎', 'カンキョウ タロウ').withMobile('090-1111-2770').save(tx)`. */
export class CustomerBuilder {
  private name = '試験 一郎';
  private kana = 'シケン イチロウ';
  private kind: 'personal' | 'corporate' = 'personal';
  private rank = 'member';
  private memberClass = 'member';
  private parent: string | null = null;
  private postalCode: string | null = null;
  private address: string | null = null;
  private registrationNumber: string | null = null;
  private suspended = false;
  private mailFailed = false;
  private login: Login | null = null;
  private readonly legacyLogins: LegacyLoginFacts[] = [];
  private readonly contacts: Contact[] = [];

  constructor(private readonly customerId: string) {}

  named(name: string, kana: string): this {
    this.name = name;
    this.kana = kana;
    return this;
  }

  corporate(registrationNumber: string | null = null): this {
    this.kind = 'corporate';
    this.registrationNumber = registrationNumber;
    return this;
  }

  ranked(rank: string): this {
    this.rank = rank;
    return this;
  }

  below(parentCustomerId: string): this {
    this.parent = parentCustomerId;
    return this;
  }

  at(postalCode: string, address: string): this {
    this.postalCode = postalCode;
    this.address = address;
    return this;
  }

  suspendedNow(): this {
    this.suspended = true;
    return this;
  }

  withLandline(phone: string): this {
    return this.withPhone('landline', phone);
  }

  withMobile(phone: string): this {
    return this.withPhone('mobile', phone);
  }

  withPhone(kind: Exclude<Kind, 'email'>, phone: string): this {
    const { value } = readPhone(phone);
    if (value === undefined) throw new Error(`no phone: ${phone}`);
    this.contacts.push({ kind, value });
    return this;
  }

  withEmail(email: string): this {
    this.contacts.push({ kind: 'email', value: exactEmail(email) });
    return this;
  }

  /** A working login, set up a day ago; its address is a contact, too. */
  withLogin(loginId: string, passwordHash: string): this {
    this.login = { loginId: exactEmail(loginId), passwordHash, state: 'active' };
    return this.withEmail(loginId);
  }

  /** メール不達: the last mail did not arrive. */
  bouncing(): this {
    this.mailFailed = true;
    return this;
  }

  withLegacyLogin(facts: LegacyLoginFacts): this {
    this.legacyLogins.push(facts);
    return this;
  }

  /** An address that a dealer registered and that has not answered yet. */
  invitedAt(loginId: string): this {
    this.login = { loginId: exactEmail(loginId), passwordHash: null, state: 'invited' };
    return this;
  }

  /** @returns お客様ID. The parent must be there before. */
  async save(tx: Connection): Promise<string> {
    await tx.query(INSERT_CUSTOMER, [
      this.customerId,
      this.kind,
      this.name,
      this.kana,
      searchKey(this.name, this.kana),
      this.postalCode,
      this.address,
      this.rank,
      this.memberClass,
      this.parent,
      this.registrationNumber,
      this.suspended,
    ]);
    for (const [priority, contact] of this.contacts.entries()) {
      const failed = this.mailFailed && contact.kind === 'email';
      await tx.query(INSERT_CONTACT, [this.customerId, contact.kind, contact.value, priority, failed]);
    }
    if (this.login !== null) {
      const { loginId, passwordHash, state } = this.login;
      await tx.query(INSERT_LOGIN, [this.customerId, loginId, passwordHash, state]);
    }
    for (const { loginId, foreignHash, userName, ...days } of this.legacyLogins) {
      await tx.query(INSERT_LEGACY_LOGIN, [
        this.customerId,
        loginId,
        readLoginId(loginId).value,
        foreignHash,
        userName ?? null,
        days.createdDaysAgo ?? null,
        days.lastSignedInDaysAgo ?? null,
      ]);
    }
    return this.customerId;
  }
}

/** Begins a customer with everything a customer must have. */
export function aCustomer(customerId: string): CustomerBuilder {
  return new CustomerBuilder(customerId);
}

function exactEmail(email: string): string {
  const { value } = readEmail(email);
  if (value === undefined) throw new Error(`no mail address: ${email}`);
  return value;
}

const INSERT_CUSTOMER = `
  INSERT INTO customer (customer_id, kind, name, kana, search_key, postal_code, address, rank_code, member_class_code,
                        parent_customer_id, registration_number, suspended_at, path)
  VALUES ($1::text, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, $11, CASE WHEN $12 THEN now() END,
          coalesce((SELECT path FROM customer WHERE customer_id = $10) || $1::text, $1::text::ltree))`;
const INSERT_CONTACT = `
  INSERT INTO contact_point (customer_id, kind, value, priority, confirmed_at, failed_at)
  VALUES ($1, $2, $3, $4, now(), CASE WHEN $5::boolean THEN now() END)`;
const INSERT_LOGIN = `
  INSERT INTO credential (customer_id, login_id, password_hash, state, password_changed_at, confirmed_at, setup_version)
  VALUES ($1, $2, $3::text, $4, CASE WHEN $3::text IS NOT NULL THEN now() END,
          CASE WHEN $3::text IS NOT NULL THEN now() - interval '1 day' END,
          CASE WHEN $3::text IS NULL THEN 1 ELSE 0 END)`;
const INSERT_LEGACY_LOGIN = `
  INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash, user_name, created_at, last_signed_in_at)
  VALUES ($1, $2, $3, $4, $5, now() - make_interval(days => $6::int), now() - make_interval(days => $7::int))`;
