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
 * Each library says its addresses; the pages themselves are loaded when they are asked for, so that login stays small.
 * The order within an area is that of its tabs and of サイトマップ; the areas stand as in the menu.
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
