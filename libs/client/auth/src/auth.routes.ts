import type { Routes } from '@angular/router';

/** Pages without login: login, inquiry and the answers to mailed links. */
export const authRoutes: Routes = [];

/** Pages of the signed-in below `/mypage/credential` that change the login. */
export const credentialRoutes: Routes = [];
