/** Only the origin matters to tell own from foreign; no request ever goes there. */
const ANYWHERE = 'https://own.invalid';

/** Where one lands without a wish. */
export const FIRST_PAGE = '/mypage';

/**
 * A wanted path as a path of this site, or the first page. The wish travels in the address of the login page, so anybody
 * can write one: a foreign address, `//host`, `/\host`, a control character or the login page itself is no wish.
 */
export function ownPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, ANYWHERE)) return FIRST_PAGE;
  const { origin, pathname, search, hash } = new URL(wanted, ANYWHERE);
  if (origin !== ANYWHERE || pathname.startsWith('//')) return FIRST_PAGE;
  return /^\/(?:login)?$/.test(pathname) ? FIRST_PAGE : pathname + search + hash;
}
