import { readCustomerId, LOGIN_STATUSES, type CustomerSearch, type LoginStatus } from '@daiko/contracts';

/** What a search is narrowed to; the names that stand in the address. */
export const FILTER_NAMES = ['query', 'parent', 'rank', 'memberClass', 'login'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The parts of an address that a search is read from. */
type Address = { get(name: string): string | null };

/** The search that an address asks for. What was never offered there is left out: an address can be typed. */
export function readSearch(address: Address): CustomerSearch {
  const given = (name: string) => address.get(name) ?? undefined;
  const login = LOGIN_STATUSES.find((one): one is LoginStatus => one === given('login'));
  const { value: parent } = readCustomerId(given('parent') ?? '');
  const after = given('after');
  return {
    query: given('query'),
    parent,
    rank: given('rank'),
    memberClass: given('memberClass'),
    login,
    after: after !== undefined && /^\d{8}$/.test(after) ? after : undefined,
  };
}

/** Which page of the list an address shows, from 1; only said, never trusted: pages are found by お客様ID. */
export function readPageNumber(address: Address): number {
  const page = Number(address.get('page') ?? 1);
  return address.get('after') !== null && Number.isInteger(page) && page > 1 ? page : 1;
}
