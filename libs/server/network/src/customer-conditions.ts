import type { CustomerFilter } from '@daiko/contracts';
import type { Sight } from './network-scope';
import { readSearchTerms, type Numbers } from './search-terms';

/** Conditions of one statement on `network_customer`, and the values they speak of as $1, $2, … */
export class CustomerConditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** The customers in sight that a filter lets through. @param withLogin false: whatever their ログイン状況 */
  static of(sight: Sight, filter: CustomerFilter, withLogin = true): CustomerConditions {
    const conditions = new CustomerConditions();
    conditions.add((value) => `path <@ ${value}::ltree`, sight.path);
    conditions.addGiven('parent_customer_id', filter.parent);
    conditions.addGiven('rank_code', filter.rank);
    conditions.addGiven('member_class_code', filter.memberClass);
    if (withLogin) conditions.addGiven('login_status', filter.login);
    const terms = readSearchTerms(filter.query);
    for (const word of terms?.words ?? [])
      conditions.add((value) => `search_key LIKE ${value}`, `%${word.replace(/[\\%_]/g, '\\$&')}%`);
    if (terms?.numbers !== undefined) conditions.addNumbers(sight, terms.numbers);
    return conditions;
  }

  /** Only customers after this one, in the order of お客様ID. */
  after(customerId: string | undefined): this {
    if (customerId !== undefined) this.add((value) => `customer_id > ${value}`, customerId);
    return this;
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }

  private addGiven(column: string, value: string | undefined): void {
    if (value !== undefined) this.add((parameter) => `${column} = ${parameter}`, value);
  }

  private add(condition: (parameter: string) => string, value: unknown): void {
    this.parts.push(condition(this.parameter(value)));
  }

  /** Phones are looked up first and by themselves: then each way has its index. */
  private addNumbers({ path }: Sight, { ids, phonePrefix, phoneEnding }: Numbers): void {
    const ways = ids.map(
      ({ from, to }) => `customer_id BETWEEN ${this.parameter(from)} AND ${this.parameter(to)}`,
    );
    const addPhones = (condition: string, value: string) =>
      ways.push(
        `customer_id = ANY (ARRAY(SELECT customer_id FROM network_phone
          WHERE path <@ ${this.parameter(path)}::ltree AND ${condition} ${this.parameter(value)}))`,
      );
    if (phonePrefix !== null) addPhones('value LIKE', `${phonePrefix}%`);
    if (phoneEnding !== null) addPhones('right(value, 4) =', phoneEnding);
    this.parts.push(ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`);
  }

  private parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
