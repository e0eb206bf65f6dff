import type { Routes } from '@angular/router';

/** Every feature is loaded when its route is asked for: the login page must stay small. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'mypage' },
  {
    path: 'gallery',
    title: '部品一覧',
    loadComponent: () => import('./gallery/gallery').then((file) => file.Gallery),
  },
];
