import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import type { PinPurpose } from '@daiko/contracts';
import { Notice } from '@daiko/client-ui';
import { CredentialResetStore } from './credential-reset-store';
import type { ResetStep } from './reset-step';

const PLACES: Record<PinPurpose, { name: string; path: string }> = {
  login_id_reset: { name: 'ログインIDのリセット', path: '/inquiry/login-id' },
  password_reset: { name: 'パスワードのリセット', path: '/inquiry/password' },
  login_id_change: { name: 'ログインIDの変更', path: '/mypage/credential/login-id' },
  password_change: { name: 'パスワードの変更', path: '/mypage/credential/password' },
};

/** The text for each step of a run that can still be continued. */
const NEXT: Partial<Record<ResetStep, string>> = {
  choosing: '通知先を選ぶところから続けられます。',
  expired: '通知先を選び直して続けられます。',
  waiting: 'PINコードは送信済みです。続きから、届いたPINコードを入力できます。',
};

/**
 * A run continues but the page does not show it: after Back from the PIN, or on the page of another procedure. This
 * part leads back to the run, so that the user does not press 確認 again, which would invalidate the PIN that has just
 * arrived.
 */
@Component({
  selector: 'app-run-under-way',
  imports: [Notice],
  host: { class: 'mostly-empty' },
  template: `
    @if (hidden(); as run) {
      <ui-notice kind="info" [level]="2" [heading]="run.name + 'の手続きの途中です'">
        <p>{{ run.next }}</p>
        <div class="actions">
          <button class="button button--secondary button--sm" type="button" (click)="goBack()">
            手続きに戻る
          </button>
        </div>
      </ui-notice>
    }
  `,
})
export class RunUnderWay {
  private readonly store = inject(CredentialResetStore);
  private readonly router = inject(Router);

  /** The procedures that the page can show. */
  readonly shown = input.required<readonly PinPurpose[]>();

  protected readonly hidden = computed(() => {
    const purpose = this.store.purpose();
    if (purpose === null) return null;
    const next = NEXT[this.store.reachedOf(purpose)];
    const isShown = this.shown().includes(purpose) && this.store.stepOf(purpose) !== 'identify';
    return next === undefined || isShown ? null : { name: PLACES[purpose].name, next };
  });

  protected async goBack(): Promise<void> {
    const purpose = this.store.purpose();
    if (purpose === null) return;
    this.store.resume();
    if (!this.shown().includes(purpose)) await this.router.navigateByUrl(PLACES[purpose].path);
  }
}
