import { Location } from '@angular/common';
import { inject, Service } from '@angular/core';
import { RedirectCommand, Router } from '@angular/router';
import { FIRST_PAGE, ownPath } from './own-path';

/** The notices that the login page shows, depending on how the user came there. */
export const LOGIN_NOTICES = ['session_ended', 'signed_out', 'password_set', 'login_id_confirmed'] as const;
export type LoginNotice = (typeof LOGIN_NOTICES)[number];

/**
 * The way to the login page and back. The wanted path is in the URL (`/login?next=/orders`), so it survives a reload.
 * The notice is in the history entry, so it survives a reload too, but a link from outside cannot set it.
 */
@Service()
export class LoginDetour {
  private readonly router = inject(Router);
  private readonly location = inject(Location);

  /**
   * The login ID that a page behind a mailed link has just created or confirmed, so that the user does not have to
   * type it again. It is kept only in memory.
   */
  loginId = '';

  /** For guards: leads to the login page and remembers the wanted page. */
  redirect(wanted: string, notice?: LoginNotice): RedirectCommand {
    return new RedirectCommand(this.router.createUrlTree(['/login'], wish(wanted)), { state: { notice } });
  }

  /** Goes to the login page. @param wanted the path to come back to; none after a logout. */
  async leave(notice: LoginNotice, wanted: string = FIRST_PAGE): Promise<void> {
    await this.router.navigate(['/login'], { ...wish(wanted), state: { notice } });
  }

  /** After login: goes to the wanted page in a way that Back does not lead to the login page again. */
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
