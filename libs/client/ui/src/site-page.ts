import type { Route, Routes } from '@angular/router';
import type { Session } from '@daiko/contracts';

/** What a route says of itself for サイトマップ, as `data: { sitePage: … }`. */
export interface SitePage {
  /** One sentence: what one does there. */
  summary: string;
  /** Who may open it; everybody without this. */
  roles?: readonly Session['role'][];
}

export interface SitePlace {
  path: string;
  title: string;
  summary: string;
}

/** A page of the menu, and the pages below its address. */
export interface SiteArea extends SitePlace {
  places: SitePlace[];
}

/** The areas that a role may open, in the order of the routes, each with the pages below its address; each address once. */
export function siteAreas(routes: Routes, role: Session['role']): SiteArea[] {
  const places = collectPlaces(routes, '', role).filter(isFirstOfItsPath);
  const below = (area: SitePlace) => places.filter(({ path }) => path.startsWith(`${area.path}/`));
  const inner = new Set(places.flatMap(below));
  return places.filter((place) => !inner.has(place)).map((area) => ({ ...area, places: below(area) }));
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
  return page.roles && !page.roles.includes(role) ? [] : [{ path, title, summary: page.summary }];
}

function isFirstOfItsPath({ path }: SitePlace, index: number, places: SitePlace[]): boolean {
  return places.findIndex((place) => place.path === path) === index;
}
