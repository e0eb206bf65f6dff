import type { Routes } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { siteAreas, type SitePlace } from '@daiko/client-ui';

/** The pages below マスタメンテ that a role may open, from their routes. */
export function masterPlaces(routes: Routes, role: Session['role']): SitePlace[] {
  return siteAreas(routes, role).find(({ path }) => path === '/masters')?.places ?? [];
}
