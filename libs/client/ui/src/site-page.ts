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

/** The areas that a role may open, in the order of the routes; each address once. */
export function siteAreas(routes: Routes, role: Session['role']): SiteArea[] {
  const areas: SiteArea[] = [];
  for (const place of collectPlaces(routes, '', role)) {
    const area = areas.find(({ path }) => place.path.startsWith(`${path}/`));
    if (area) area.places.push(place);
    else if (!areas.some(({ path }) => path === place.path)) areas.push({ ...place, places: [] });
  }
  return areas.map((area) => ({ ...area, places: area.places.filter(isFirstOfItsPath) }));
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
