import { readCustomerId, LOGIN_STATUSES, type CustomerSearch, type LoginStatus } from '@daiko/contracts';

/** The filters of a search; these names are used in the URL. */
export const FILTER_NAMES = ['query', 'parent', 'rank', 'memberClass', 'login'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The part of a URL that a search is read from. */
type Address = { get(name: string): string | null };

/**
 * The search that a URL contains. Values that the page never offered are ignored, because a URL can be typed by hand.
 */
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

/** The page number in the URL, from 1. It is only displayed and never trusted, because pages are found by お客様ID. */
export function readPageNumber(address: Address): number {
  const page = Number(address.get('page') ?? 1);
  return address.get('after') !== null && Number.isInteger(page) && page > 1 ? page : 1;
}
