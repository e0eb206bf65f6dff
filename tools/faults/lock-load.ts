import { setTimeout as delay } from 'node:timers/promises';
import type { Promised } from './checker.ts';
import type { Answer, Person } from './person.ts';
import type { Rig } from './rig.ts';

/** Between two requests of the same walker, in milliseconds. */
const PAUSE = 200;
/** The dealer who is moved to and fro, and the dealers above. */
const MOVING = '01058735';
const ABOVE = ['01058701', '01058734'];

/** One request that was refused or failed. */
export interface Refusal {
  what: string;
  /** お客様ID of whose data it was about. */
  customerId: string;
  status: number;
  code: string | undefined;
  /** Under which the log knows it. */
  instance: string;
  retryAfter: number;
}

/** A write that was answered with 2xx, and the statement that finds it. */
export interface Acknowledged {
  what: string;
  find: string;
  values: unknown[];
}

/** People who sign in, mistype PINs, register, move, search and change contacts, all at once. */
export class LockLoad {
  readonly refusals: Refusal[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly promises: Promised[] = [];
  served = 0;
  private readonly rig: Rig;
  private readonly operator: Person;
  private readonly walking: Promise<unknown>;
  private isOver = false;

  private constructor(rig: Rig, operator: Person) {
    this.rig = rig;
    this.operator = operator;
    const walks = [
      () => this.signIn(),
      () => this.mistype(),
      () => this.want(),
      () => this.register(),
      () => this.move(),
      () => this.search(),
      () => this.contact(),
    ];
    this.walking = Promise.all(walks.map((walk) => this.walk(walk)));
  }

  static async begin(rig: Rig): Promise<LockLoad> {
    const operator = rig.nextPerson();
    const password = 'midori-no-kaze-2026';
    await operator.post('/api/sessions', { loginId: 'hanako@daiko.example', password });
    const { status } = await operator.post('/api/session/step-up', { password });
    if (status >= 300) throw new Error(`the operator was answered with ${String(status)}`);
    return new LockLoad(rig, operator);
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.walking;
  }

  private async walk(step: () => Promise<void>): Promise<void> {
    while (!this.isOver) {
      await step();
      await delay(PAUSE);
    }
  }

  /** @param find finds the write; its answer has to be 2xx for that */
  private async note(
    what: string,
    customerId: string,
    asking: Promise<Answer>,
    find?: (text: string) => [string, unknown[]],
  ): Promise<Answer> {
    const answer = await asking;
    if (answer.status >= 500) {
      const { instance } = JSON.parse(answer.text) as { instance: string };
      const retryAfter = Number(answer.headers.get('retry-after'));
      this.refusals.push({
        what,
        customerId,
        status: answer.status,
        code: answer.code,
        instance,
        retryAfter,
      });
      return answer;
    }
    this.served += 1;
    if (find !== undefined && answer.status < 300) {
      const [statement, values] = find(answer.text);
      this.acknowledged.push({ what, find: statement, values });
    }
    return answer;
  }

  private async signIn(): Promise<void> {
    const person = this.rig.nextPerson();
    const { customerId } = person.identity;
    await this.note('sign-in', customerId, person.signIn(), () => [
      'SELECT FROM session WHERE customer_id = $1 AND ended_at IS NULL',
      [customerId],
    ]);
  }

  /** A wrong PIN that was answered as wrong has been counted. */
  private async mistype(): Promise<void> {
    const person = this.rig.nextPerson();
    const { customerId } = person.identity;
    if ((await this.note('確認', customerId, person.identify())).status !== 201) return;
    if ((await this.note('PIN', customerId, person.issuePin('email'))).status !== 202) return;
    for (const code of ['000001', '000002']) {
      const answer = await this.note('wrong PIN', customerId, person.complete(code));
      if (answer.code !== 'pin.mismatch') continue;
      const wrong = [...this.acknowledged].filter((one) => one.what === `wrong ${customerId}`).length + 1;
      this.acknowledged.push({
        what: `wrong ${customerId}`,
        find: 'SELECT FROM pin_challenge WHERE customer_id = $1 AND attempts >= $2',
        values: [customerId, wrong],
      });
    }
  }

  /** Whoever is promised a PIN gets it, whatever the worker had to wait for. */
  private async want(): Promise<void> {
    const person = this.rig.nextPerson();
    const { customerId } = person.identity;
    if ((await this.note('確認', customerId, person.identify())).status !== 201) return;
    const issued = await this.note('PIN', customerId, person.issuePin('email'));
    if (issued.status === 202) this.promises.push({ person, channel: 'email' });
  }

  private async register(): Promise<void> {
    const form = { ...FORM, key: crypto.randomUUID() };
    await this.note('registration', MOVING, this.operator.post('/api/customers', form), (text) => [
      "SELECT FROM customer JOIN audit_event ON subject = customer_id AND event = 'customer.registered' WHERE customer_id = $1",
      [(JSON.parse(text) as { customerId: string }).customerId],
    ]);
  }

  private async move(): Promise<void> {
    const parentCustomerId = ABOVE[0] ?? '';
    ABOVE.reverse();
    const before = this.acknowledged.filter(({ what }) => what === 'move').length;
    const moved = this.operator.post(`/api/customers/${MOVING}/move`, { parentCustomerId });
    await this.note('move', MOVING, moved, () => [
      "SELECT FROM (SELECT count(*) FROM audit_event WHERE event = 'customer.moved') AS moves WHERE count > $1",
      [before],
    ]);
  }

  private async search(): Promise<void> {
    const before = this.acknowledged.filter(({ what }) => what === 'search').length;
    await this.note('search', '', this.operator.get('/api/customers?query=01058'), () => [
      "SELECT FROM (SELECT count(*) FROM audit_event WHERE event = 'customer.searched') AS searches WHERE count > $1",
      [before],
    ]);
  }

  private async contact(): Promise<void> {
    const { customerId } = this.rig.nextPerson().identity;
    const path = `/api/customers/${customerId}/contacts/phones`;
    await this.note('contact', customerId, this.operator.post(path, { phone: '090-5555-0001' }), () => [
      "SELECT FROM contact_change_request WHERE customer_id = $1 AND state = 'pending'",
      [customerId],
    ]);
  }
}

const FORM = {
  kind: 'personal',
  name: '錠前 待子',
  kana: 'ジョウマエ マチコ',
  postalCode: '251-0001',
  address: '神奈川県藤沢市1-1',
  phone1: '090-4444-0001',
  rankCode: 'member',
  memberClassCode: 'member',
  parentCustomerId: MOVING,
};
