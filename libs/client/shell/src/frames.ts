import { ErrorHandler, inject } from '@angular/core';
import {
  RedirectCommand,
  Router,
  type CanMatchFn,
  type NavigationError,
  type Route,
  type Routes,
} from '@angular/router';
import { signedIn } from '@daiko/client-session';
import { hasSession } from './has-session';
import { ProblemPage } from './problem-page';
import { PublicFrame } from './public-frame';

let isFrameLoaded = false;

const loadAppFrame = async () => {
  const { AppFrame } = await import('./app-frame');
  isFrameLoaded = true;
  return AppFrame;
};

/** Pages that need no login. The frame is not lazy, because the login page, where most visits begin, is in it. */
export const inPublicFrame = (children: Routes): Route => ({
  path: '',
  component: PublicFrame,
  children,
});

/** Pages for logged-in customers; all other users are led to the login page first. */
export const inAppFrame = (children: Routes): Route => ({
  path: '',
  canActivate: [signedIn],
  loadComponent: loadAppFrame,
  children,
});

/** Pages for all users, with the お客様ID above them if a customer is logged in. */
export const inEitherFrame = (children: Routes, ...also: CanMatchFn[]): Routes => [
  { path: '', canMatch: [...also, hasSession], loadComponent: loadAppFrame, children },
  inPublicFrame(children),
];

const PROBLEM_PATH = 'problem';

/**
 * Shown when a page cannot be loaded. It loads nothing itself, not even the frame for logged-in customers: without a
 * connection, or after a new version, that would fail just like the page.
 */
export const problemRoutes: Routes = inEitherFrame(
  [{ path: PROBLEM_PATH, title: '画面を表示できませんでした', component: ProblemPage }],
  () => isFrameLoaded,
);

/** Shown when the page does not exist. */
export const unknownRoutes: Routes = [
  {
    path: '**',
    title: 'ページが見つかりません',
    loadComponent: () => import('./not-found-page').then((file) => file.NotFoundPage),
  },
];

/**
 * Leads to the problem page when a page cannot be loaded. The URL stays that of the wanted page, so that a reload
 * tries again.
 */
export function showProblem({ url, error }: NavigationError): RedirectCommand | undefined {
  inject(ErrorHandler).handleError(error);
  if (url === `/${PROBLEM_PATH}`) return undefined;
  return new RedirectCommand(inject(Router).parseUrl(`/${PROBLEM_PATH}`), { browserUrl: url });
}
