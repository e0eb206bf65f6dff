import type { Route, Routes } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { MENU } from './menu';

/** The data of a route for サイトマップ and the tabs of its area, given as `data: { sitePage: … }`. */
export interface SitePage {
  /** One sentence: what the user does there. */
  summary: string;
  /** The roles that may open it; without this, all may. */
  roles?: readonly Session['role'][];
  /** The name of its tab, if its title is too long. */
  tab?: string;
  /** The path of its area, if its own path is not below it. */
  area?: string;
}

export interface SitePlace {
  path: string;
  title: string;
  summary: string;
  tab: string;
  area?: string | undefined;
}

/** A page of the menu, and the pages below it. */
export interface SiteArea extends SitePlace {
  places: SitePlace[];
}

/**
 * The areas that a role may open, in the order of the menu; each has the pages below it in the order of the routes.
 */
export function siteAreas(routes: Routes, role: Session['role']): SiteArea[] {
  const places = collectPlaces(routes, '', role).filter(isFirstOfItsPath);
  const below = (area: SitePlace) => places.filter((place) => isBelow(place, area));
  const inner = new Set(places.flatMap(below));
  return places
    .filter((place) => !inner.has(place))
    .map((area) => ({ ...area, places: below(area) }))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

function isBelow(place: SitePlace, { path }: SitePlace): boolean {
  return place.area === path || place.path.startsWith(`${path}/`);
}

/** Pages that are not in the menu come last. */
function rankOf({ path }: SitePlace): number {
  const rank = MENU.findIndex((entry) => entry.path === path);
  return rank === -1 ? MENU.length : rank;
}

function collectPlaces(routes: Routes, above: string, role: Session['role']): SitePlace[] {
  return routes.flatMap((route) => {
    const path = route.path ? `${above}/${route.path}` : above;
    return [...readPlace(route, path, role), ...collectPlaces(route.children ?? [], path, role)];
  });
}

function readPlace({ data, title }: Route, path: string, role: Session['role']): SitePlace[] {
  const page = data?.['sitePage'] as SitePage | undefined;
  if (!page || typeof title !== 'string') return [];
  if (page.roles && !page.roles.includes(role)) return [];
  return [{ path, title, summary: page.summary, tab: page.tab ?? title, area: page.area }];
}

function isFirstOfItsPath({ path }: SitePlace, index: number, places: SitePlace[]): boolean {
  return places.findIndex((place) => place.path === path) === index;
}
