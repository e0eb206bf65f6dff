import type { Routes } from '@angular/router';
import type { Crumb } from './crumbs';
import { MENU } from './menu';
import type { SitePage } from './site-page';

/** The start of every path. */
const HOME = '/mypage';

/** A page that has a name, by its path with parameters: `/masters/customers/:customerId`. */
interface NamedPage {
  path: string;
  title: string;
  area?: string | undefined;
}

/**
 * The path from マイページ down to a page, with the page itself last, taken from the routes: each URL above it that is a
 * page. Empty if the page does not exist.
 */
export function trailOf(routes: Routes, path: string): Crumb[] {
  const pages = namedPages(routes, '');
  const here = findPage(pages, path);
  if (here === undefined) return [];
  const above = here.area === undefined ? [] : [here.area];
  const steps = [HOME, ...above, ...prefixesOf(path)];
  const crumbs = [...new Set(steps)].flatMap((step): Crumb[] => {
    const page = findPage(pages, step);
    return page === undefined ? [] : [{ label: labelOf(page), path: step }];
  });
  return crumbs;
}

/** The label in the menu, if the page is in the menu; otherwise its title, without the name of the page above it. */
function labelOf({ path, title }: NamedPage): string {
  return MENU.find((entry) => entry.path === path)?.label ?? title.split(' - ')[0] ?? title;
}

/** Splits `/a/b/c` into `/a`, `/a/b`, `/a/b/c`. */
function prefixesOf(path: string): string[] {
  const segments = path.split('/').slice(1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** Fixed words come before parameters: `/masters/customers/new` is not an お客様ID. */
function findPage(pages: readonly NamedPage[], path: string): NamedPage | undefined {
  return (
    pages.find((page) => page.path === path) ??
    pages.find((page) => page.path.includes(':') && isPatternOf(page.path, path))
  );
}

function isPatternOf(pattern: string, path: string): boolean {
  const [parts, segments] = [pattern.split('/'), path.split('/')];
  return (
    parts.length === segments.length &&
    parts.every((part, index) => part.startsWith(':') || part === segments[index])
  );
}

function namedPages(routes: Routes, above: string): NamedPage[] {
  return routes.flatMap(({ path: own, title, data, children = [] }) => {
    const path = own ? `${above}/${own}` : above;
    const area = (data?.['sitePage'] as SitePage | undefined)?.area;
    return [...(typeof title === 'string' ? [{ path, title, area }] : []), ...namedPages(children, path)];
  });
}
