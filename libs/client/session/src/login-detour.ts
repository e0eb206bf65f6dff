import { Location } from '@angular/common';
import { inject, Service } from '@angular/core';
import { RedirectCommand, Router } from '@angular/router';
import { FIRST_PAGE, ownPath } from './own-path';

/** What the login page has to say about how one came there. */
export const LOGIN_NOTICES = ['session_ended', 'signed_out', 'password_set', 'login_id_confirmed'] as const;
export type LoginNotice = (typeof LOGIN_NOTICES)[number];

/**
 * The way over the login page and back. The wanted path stands in the address (`/login?next=/orders`), so it survives a
 * reload; the notice stands in the history entry, so it survives a reload too but cannot be linked to from outside.
 */
@Service()
export class LoginDetour {
  private readonly router = inject(Router);
  private readonly location = inject(Location);

  /** The login ID that a mailed page has just made or confirmed: nobody types again what is known. Kept in memory only. */
  loginId = '';

  /** For guards: to the login page, remembering where one wanted to go. */
  redirect(wanted: string, notice?: LoginNotice): RedirectCommand {
    return new RedirectCommand(this.router.createUrlTree(['/login'], wish(wanted)), { state: { notice } });
  }

  /** Leaves for the login page. @param wanted where to come back to; none after a sign-out. */
  async leave(notice: LoginNotice, wanted: string = FIRST_PAGE): Promise<void> {
    await this.router.navigate(['/login'], { ...wish(wanted), state: { notice } });
  }

  /** After sign-in: to the wanted page, so that Back does not lead to the login page again. */
  async resume(): Promise<void> {
    this.loginId = '';
    const wanted = this.router.parseUrl(this.router.url).queryParamMap.get('next');
    await this.router.navigateByUrl(ownPath(wanted), { replaceUrl: true });
  }

  /** The notice of the current history entry, if it is one of ours. */
  notice(): LoginNotice | undefined {
    const { notice } = (this.location.getState() ?? {}) as { notice?: unknown };
    return LOGIN_NOTICES.find((known) => known === notice);
  }
}

function wish(wanted: string): { queryParams?: { next: string } } {
  const next = ownPath(wanted);
  return next === FIRST_PAGE ? {} : { queryParams: { next } };
}
