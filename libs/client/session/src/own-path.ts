/** Needed only to distinguish paths of this site from foreign addresses; no request is ever sent there. */
const ANYWHERE = 'https://own.invalid';

/** The page after login if no other page was wanted. */
export const FIRST_PAGE = '/mypage';

/**
 * Returns a wanted path as a path of this site, or the first page. The wanted path is part of the URL of the login
 * page, so any person can write one: a foreign address, `//host`, `/\host`, a control character or the login page
 * itself is not accepted.
 */
export function ownPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, ANYWHERE)) return FIRST_PAGE;
  const { origin, pathname, search, hash } = new URL(wanted, ANYWHERE);
  if (origin !== ANYWHERE || pathname.startsWith('//')) return FIRST_PAGE;
  return /^\/(?:login)?$/.test(pathname) ? FIRST_PAGE : pathname + search + hash;
}
