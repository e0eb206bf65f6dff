import type { Routes } from '@angular/router';
import { authRoutes, credentialRoutes, inquiryRoutes } from '@daiko/client-auth';
import { campaignRoutes } from '@daiko/client-campaign';
import { consolidationRoutes } from '@daiko/client-consolidation';
import { guideRoutes, maintenanceRoutes } from '@daiko/client-guide';
import { myPageRoutes } from '@daiko/client-my-page';
import { networkRoutes } from '@daiko/client-network';
import { operationsRoutes } from '@daiko/client-operations';
import { registrationRoutes } from '@daiko/client-registration';
import { inAppFrame, inEitherFrame, inPublicFrame, problemRoutes, unknownRoutes } from '@daiko/client-shell';
import { inDevelopment } from './gallery/in-development';

/**
 * Each library declares its own routes. The pages are loaded only when they are requested, so that the login page
 * stays small. The order within an area is the order of its tabs and of サイトマップ; the areas are in the order of the
 * menu.
 */
export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'mypage' },
  {
    path: 'gallery',
    title: '部品一覧',
    canMatch: [inDevelopment],
    loadComponent: () => import('./gallery/gallery').then((file) => file.Gallery),
  },
  inPublicFrame([...authRoutes, ...maintenanceRoutes]),
  inAppFrame([
    ...myPageRoutes,
    ...networkRoutes,
    ...registrationRoutes,
    ...campaignRoutes,
    ...operationsRoutes,
    ...credentialRoutes,
    ...consolidationRoutes,
  ]),
  ...problemRoutes,
  ...inEitherFrame([...inquiryRoutes, ...guideRoutes, ...unknownRoutes]),
];
