import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import type { DataSource } from 'typeorm';
import type { AuthBed } from './auth-bed';
import { PasswordHasher } from '../src/password/password-hasher';

export const PASSWORD = 'midori-no-kaze-2026';
export const NEW_PASSWORD = 'umi-kara-kita-kaze-77';

/** The password of every legacy login, in three formats of the old system. */
export const LEGACY_PASSWORD = 'kaze2019';
const LEGACY_HASHES = [
  '$2b$04$abcdefghijklmnopqrstuuUnbNXCzxXT/1k83vFS2pRqM5xmeuqNi',
  '$6$rounds=1000$saltsalt$i/94AXR2d7z9J4A/BJu4Q2vrQTFavnnwOELT4n.K.FwQefLPCT1e7Rypb9meqIIz01s60F1jEkK1talA3mtxo1',
  '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==',
];

/** A customer of one test, with contacts that no other customer has. */
export interface Person {
  customerId: string;
  loginId: string;
  /** As typed. */
  mobile: string;
  landline: string;
}

/** Master data, an operator and a dealer, and then new customers below the dealer. */
export class People {
  private count = 0;

  private constructor(
    private readonly db: DataSource,
    readonly hash: string,
  ) {}

  static readonly OPERATOR = '00000101';
  static readonly DEALER = '01050000';

  static async settle(bed: AuthBed): Promise<People> {
    const hash = await bed.get(PasswordHasher).hash(PASSWORD);
    const tx = bed.db.manager;
    await saveMasters(tx);
    await aCustomer(People.OPERATOR)
      .ranked('staff')
      .below(HEAD_OFFICE_ID)
      .withLogin('staff@daiko.example', hash)
      .save(tx);
    await aCustomer(People.DEALER)
      .named('(株)湘南エコサービス', 'ショウナンエコサービス')
      .ranked('dealer')
      .below(HEAD_OFFICE_ID)
      .withLogin('dealer@daiko.example', hash)
      .save(tx);
    return new People(bed.db, hash);
  }

  async somebody(): Promise<Person> {
    const person = this.next();
    await this.builder(person).withLogin(person.loginId, this.hash).save(this.db.manager);
    return person;
  }

  /** Registered by the dealer; the address is not confirmed yet. */
  async somebodyInvited(): Promise<Person> {
    const person = this.next();
    await this.builder(person).invitedAt(person.loginId).save(this.db.manager);
    return person;
  }

  async somebodyWithoutLogin(): Promise<Person> {
    const person = this.next();
    await this.builder(person).save(this.db.manager);
    return person;
  }

  /**
   * A customer known only to the old system, with three logins, one of which is a mail address. All have
   * LEGACY_PASSWORD.
   */
  async somebodyFromTheOldSystem(): Promise<Person & { legacyLoginIds: [string, string, string] }> {
    const person = this.next();
    const loginIds: [string, string, string] = [
      `Keiri-${person.customerId}`,
      person.loginId,
      `eigyo${person.customerId}`,
    ];
    const builder = this.builder(person);
    for (const [index, loginId] of loginIds.entries()) {
      const foreignHash = LEGACY_HASHES[index] ?? null;
      builder.withLegacyLogin({ loginId, foreignHash, lastSignedInDaysAgo: 10 * index, createdDaysAgo: 900 });
    }
    await builder.save(this.db.manager);
    return { ...person, legacyLoginIds: loginIds };
  }

  async suspend({ customerId }: Person): Promise<void> {
    await this.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [customerId]);
  }

  private next(): Person {
    const number = String(++this.count).padStart(4, '0');
    return {
      customerId: `0106${number}`,
      loginId: `hito${number}@mail.example`,
      mobile: `090-1111-${number}`,
      landline: `0466-12-${number}`,
    };
  }

  private builder({ customerId, mobile, landline }: Person) {
    return aCustomer(customerId)
      .named('環境 太郎', 'カンキョウ タロウ')
      .below(People.DEALER)
      .withLandline(landline)
      .withMobile(mobile);
  }
}
