import type { CustomerFilter } from '@daiko/contracts';
import type { ViewerScope } from './network-scope';
import { readSearchTerms, type NumberTerm, type SearchTerms } from './search-terms';

/** Conditions of one statement on `network_customer`, and their values as $1, $2, … */
export class CustomerConditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];
  /** Conditions for the possible meanings of the first number in the search; a customer must match one of them. */
  private ways: string[] | undefined;
  /** Whether the search may find a large part of the network, so that reading in the order of the list is best. */
  isWide = false;

  /** The customers in the viewer's scope that match a filter. */
  static of(viewerScope: ViewerScope, filter: CustomerFilter): CustomerConditions {
    const conditions = new CustomerConditions();
    conditions.add((value) => `path <@ ${value}::ltree`, viewerScope.path);
    // The index for this condition has the customers of a branch in the order of the list. The index of the path has
    // no order.
    if (viewerScope.role === 'dealer')
      conditions.add((value) => `subpath(path, 0, 2) = subpath(${value}::ltree, 0, 2)`, viewerScope.path);
    conditions.addGiven('parent_customer_id', filter.parent);
    conditions.addGiven('rank_code', filter.rank);
    conditions.addGiven('member_class_code', filter.memberClass);
    const terms = readSearchTerms(filter.query);
    conditions.isWide = terms === undefined && filter.parent === undefined;
    if (terms !== undefined) conditions.addWords(terms);
    for (const number of terms?.numbers ?? []) conditions.addNumber(viewerScope, number);
    return conditions;
  }

  /** Only customers after this one, in the order of お客様ID. */
  after(customerId: string | undefined): this {
    if (customerId !== undefined) this.add((value) => `customer_id > ${value}`, customerId);
    return this;
  }

  /** Uses only columns of the table, and does not depend on the ログイン状況. */
  get sql(): string {
    return this.ways === undefined ? this.allAnd() : this.allAnd(oneOf(this.ways));
  }

  /**
   * The same customers as alternatives, each with an index that keeps or finds their order. With one OR condition,
   * PostgreSQL would read all customers until it finds the first match.
   */
  get alternatives(): string[] {
    return this.ways === undefined || this.ways.length === 0
      ? [this.sql]
      : this.ways.map((way) => this.allAnd(way));
  }

  private allAnd(...more: string[]): string {
    return [...this.parts, ...more].join(' AND ');
  }

  private addGiven(column: string, value: string | undefined): void {
    if (value !== undefined) this.add((parameter) => `${column} = ${parameter}`, value);
  }

  private add(condition: (parameter: string) => string, value: unknown): void {
    this.parts.push(condition(this.parameter(value)));
  }

  /** Keys that are not renewed yet are searched in their old form. */
  private addWords({ words, formerWords }: SearchTerms): void {
    const inAllOf = (all: readonly string[]) => all.map((word) => this.inKey(word)).join(' AND ');
    if (words.length === 0) return;
    const condition = inAllOf(words);
    const isSame = words.length === formerWords.length && words.every((word, at) => word === formerWords[at]);
    this.parts.push(
      isSame ? condition : `((${condition}) OR (search_key NOT LIKE '|%' AND ${inAllOf(formerWords)}))`,
    );
  }

  private inKey(word: string): string {
    return `search_key LIKE ${this.parameter(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`;
  }

  /** Phones are looked up first in a query of their own, so that each alternative can use its index. */
  private addNumber({ path }: ViewerScope, { ids, phone, phoneEnding, word }: NumberTerm): void {
    const ways = ids.map(
      ({ from, to }) => `customer_id BETWEEN ${this.parameter(from)} AND ${this.parameter(to)}`,
    );
    const addPhones = (condition: string, value: string) =>
      ways.push(
        `customer_id = ANY (ARRAY(SELECT customer_id FROM network_phone
          WHERE path <@ ${this.parameter(path)}::ltree AND ${condition} ${this.parameter(value)}))`,
      );
    if (phone !== null) addPhones('value =', phone);
    if (phoneEnding !== null) addPhones('right(value, 4) =', phoneEnding);
    if (word !== null) ways.push(this.inKey(word));
    if (this.ways === undefined) this.ways = ways;
    else this.parts.push(oneOf(ways));
  }

  private parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

function oneOf(ways: readonly string[]): string {
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}
