import { randomUUID } from 'node:crypto';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { DestinationStore } from '@daiko/server-customer';
import { newToken, SecretDeriver, SESSION_COOKIE, tokenHash } from '@daiko/server-platform';
import type { ApiBed } from '../../support/api-bed';
import type { Answer, Visitor } from '../../support/visitor';

/** Who plays together: one interest, however many accounts it comes to have. */
export type Team = 'dealer' | 'operator';
export const VICTIMS = [
  'no login',
  'old login',
  'active',
  'suspended',
  'no contact',
  'customers below',
] as const;
export type VictimState = (typeof VICTIMS)[number];

/** In a format of the old system. */
const OLD_HASH = '$2b$04$abcdefghijklmnopqrstuuUnbNXCzxXT/1k83vFS2pRqM5xmeuqNi';
/** Mail boxes and telephones of the attackers are known by this. */
const EVIL_MAIL = '@evil.example';
const EVIL_PHONE = '+81908';
const PLACES = ['above', 'dealer', 'honest', 'unclaimed', 'victim', 'operator'] as const;
export type Place = (typeof PLACES)[number];

/** Games of each network: the people of one are told from those of another by its number. */
const games = new WeakMap<ApiBed, number>();

/** The people of one game, in a corner of the network of their own. */
export class GameTable {
  private readonly number: string;
  /** Accounts in the attackers' hands: name → お客様ID. */
  readonly attackers = new Map<string, string>();
  private readonly sessions = new Map<string, Visitor>();
  private contacts = 0;

  private constructor(
    private readonly bed: ApiBed,
    readonly team: Team,
    readonly victim: VictimState,
  ) {
    const number = (games.get(bed) ?? 0) + 1;
    games.set(bed, number);
    this.number = String(number).padStart(5, '0');
  }

  static async lay(bed: ApiBed, team: Team, victim: VictimState): Promise<GameTable> {
    const table = new GameTable(bed, team, victim);
    await table.seat();
    return table;
  }

  idOf(place: Place): string {
    return `3${this.number}0${String(PLACES.indexOf(place))}`;
  }

  evilMail(): string {
    return `g${this.number}-${String(++this.contacts)}${EVIL_MAIL}`;
  }

  evilPhone(): string {
    return `0908${this.number}${String(++this.contacts).padStart(2, '0')}`;
  }

  /** What an account of the attackers sends, signed in and with the password given a moment ago. */
  async send(who: string, method: 'POST' | 'PUT', path: string, body: object = {}): Promise<Answer> {
    const answer = await this.tell(who, method, path, body);
    if (answer.code === 'request.invalid') throw new Error(`${method} ${path} as ${who}: ${answer.text}`);
    return answer;
  }

  /** お客様登録, which says at the field whom the form may not make. */
  tryForm(who: string, form: object): Promise<Answer> {
    return this.tell(who, 'POST', 'customers', form);
  }

  anonymous(): Visitor {
    return this.bed.visitor();
  }

  query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.bed.db.query<T[]>(sql, values);
  }

  lastLink(customerId: string): Promise<string> {
    return this.bed.lastLinkToken(customerId);
  }

  /** Links about changes of contacts that wait in the mail boxes of the attackers, or of the customers. */
  async changeLinks(mailBoxes: 'own' | 'evil'): Promise<string[]> {
    const rows = await this.query<{ id: string; keyId: string; nonce: Buffer }>(
      `SELECT link.id, link.key_id AS "keyId", nonce FROM mail_link link
         JOIN contact_point ON contact_point.id = contact_point_id
        WHERE link.customer_id = $1 AND used_at IS NULL AND superseded_at IS NULL AND (value LIKE $2) = $3`,
      [this.idOf('victim'), `%${EVIL_MAIL}`, mailBoxes === 'evil'],
    );
    const deriver = this.bed.app.get(SecretDeriver);
    return rows.map(({ id, keyId, nonce }) => deriver.linkToken(keyId, id, nonce));
  }

  /** The old system's login of the victim comes in. */
  async oldLoginComes(): Promise<void> {
    await this.query(
      `INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash) VALUES ($1, $2, $2, $3)
       ON CONFLICT DO NOTHING`,
      [this.idOf('victim'), `keiri${this.number}`, OLD_HASH],
    );
  }

  /** Whose PIN or link the attackers would get: their contacts among the victim's destinations. */
  async reachable(): Promise<string[]> {
    const destinations = await this.bed.app.get(DestinationStore).of(this.idOf('victim'));
    const rows = await this.query<{ value: string }>(
      'SELECT value FROM contact_point WHERE id = ANY ($1) AND (value LIKE $2 OR value LIKE $3)',
      [destinations.map(({ contactPointId }) => contactPointId), `%${EVIL_MAIL}`, `${EVIL_PHONE}%`],
    );
    return rows.map(({ value }) => value);
  }

  async clear(): Promise<void> {
    const people = [...PLACES.map((place) => this.idOf(place)), ...this.attackers.values()];
    await this.query('UPDATE customer SET suspended_at = now() WHERE customer_id = ANY ($1)', [people]);
  }

  newForm(parentCustomerId: string, rankCode: string, email: string): object {
    return {
      key: randomUUID(),
      kind: 'personal',
      name: '仲間 一郎',
      kana: 'ナカマ イチロウ',
      postalCode: '250-0011',
      address: '神奈川県小田原市栄町1-1',
      phone1: this.evilPhone(),
      rankCode,
      memberClassCode: 'member',
      parentCustomerId,
      email,
    };
  }

  private async tell(who: string, method: 'POST' | 'PUT', path: string, body: object): Promise<Answer> {
    const visitor = this.sessions.get(who) ?? (await this.signIn(who));
    const request = { method, path: `/api/${path}`, body: JSON.stringify(body) };
    let answer = await visitor.send(request);
    // Many games at once on a slow machine: who is told to come back does.
    for (let tries = 1; answer.code === 'service.busy' && tries < 10; tries++)
      answer = await visitor.send(request);
    if (answer.status >= 500) throw new Error(`${method} ${path} as ${who}: ${answer.text}`);
    return answer;
  }

  private async signIn(who: string): Promise<Visitor> {
    const customerId = this.attackers.get(who);
    if (customerId === undefined) throw new Error(`${who} is none of the attackers`);
    const token = newToken();
    await this.query(
      `INSERT INTO session (token_hash, customer_id, user_agent, address, stepped_up_at)
       VALUES ($1, $2, 'games', '127.0.0.1', now())`,
      [tokenHash(token), customerId],
    );
    const visitor = this.bed.visitor();
    visitor.cookies.set(SESSION_COOKIE, token);
    this.sessions.set(who, visitor);
    return visitor;
  }

  private async seat(): Promise<void> {
    const tx = this.bed.db.manager;
    const mail = (place: Place) => `g${this.number}-${place}@mail.example`;
    const dealer = (place: Place, parent: string) => aCustomer(this.idOf(place)).ranked('shop').below(parent);
    await dealer('above', HEAD_OFFICE_ID).withLogin(mail('above'), 'x').save(tx);
    await dealer('dealer', this.idOf('above')).withLogin(mail('dealer'), 'x').save(tx);
    await dealer('honest', this.idOf('dealer')).withLogin(mail('honest'), 'x').save(tx);
    await dealer('unclaimed', this.idOf('dealer')).save(tx);
    await this.seatVictim(mail('victim')).save(tx);
    if (this.team === 'operator')
      await aCustomer(this.idOf('operator'))
        .ranked('staff')
        .below(HEAD_OFFICE_ID)
        .withLogin(mail('operator'), 'x')
        .save(tx);
    this.attackers.set(this.team, this.idOf(this.team));
  }

  private seatVictim(login: string) {
    const victim = aCustomer(this.idOf('victim')).below(this.idOf('dealer'));
    const old = { loginId: `keiri${this.number}`, foreignHash: OLD_HASH };
    if (this.victim === 'no contact') return victim.withLegacyLogin(old);
    victim.withPhone('mobile', `0907${this.number}00`);
    if (this.victim === 'old login') return victim.withLegacyLogin(old);
    if (this.victim === 'active') return victim.withLogin(login, 'x');
    if (this.victim === 'customers below') return victim.ranked('shop').withLogin(login, 'x');
    return this.victim === 'suspended' ? victim.withLogin(login, 'x').suspendedNow() : victim;
  }
}
