import type { Routes } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { siteAreas, type SitePlace } from '@daiko/client-ui';

/** The pages below マスタメンテ that a role may open, as their routes name them. */
export function masterPlaces(routes: Routes, role: Session['role']): SitePlace[] {
  return siteAreas(routes, role).find(({ path }) => path === '/masters')?.places ?? [];
}
