import { Component, computed, DestroyRef, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ErrorCode } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import { errorText, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';

const HEADINGS: Partial<Record<ErrorCode, string>> = {
  'mail_link.expired': '期限切れ',
  'mail_link.used': '使用済みのリンクです',
  'mail_link.superseded': '新しいメールのリンクを開いてください',
  'mail_link.unknown': 'リンクを確認できませんでした',
};

/** The usual texts lead to お問い合わせ, which does not help a customer who never had a login. */
const TEXTS_WITHOUT_RESTART: Partial<Record<ErrorCode, string>> = {
  'mail_link.expired': 'このリンクは期限切れです。',
  'mail_link.used': 'このリンクは使用済みです。設定したパスワードでログインしてください。',
};

/** The texts of a page for problems with its own links, by error code. */
export type LinkWords = Partial<Record<ErrorCode, { heading: string; text: string }>>;

/** Shows that a link can no longer be used, why, and how to start again. */
@Component({
  selector: 'app-link-refused',
  imports: [HeadingFocus, RouterLink, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar appHeadingFocus [heading]="heading()" />
    <div class="stack">
      <p class="lead">{{ text() }}</p>
      @if (advice(); as advice) {
        <p class="lead">{{ advice }}</p>
      }
      <div class="actions">
        @if (isRestartable()) {
          <button class="button button--primary button--wide-sp" type="button" (click)="restart()">
            はじめからやり直す
          </button>
        }
        <a class="button button--tertiary" routerLink="/login">ログイン画面へ</a>
      </div>
    </div>
  `,
})
export class LinkRefused {
  private readonly store = inject(CredentialResetStore);
  private readonly router = inject(Router);

  readonly code = input.required<ErrorCode>();
  /** What to do when the user cannot start again because another person sent the mail. */
  readonly advice = input<string | null>(null);
  /** Texts of pages for which お問い合わせ does not help: there the user cannot start again either. */
  readonly words = input<LinkWords | null>(null);
  protected readonly isRestartable = computed(() => this.advice() === null && this.words() === null);
  protected readonly heading = computed(
    () => this.words()?.[this.code()]?.heading ?? HEADINGS[this.code()] ?? 'リンクを確認できませんでした',
  );
  protected readonly text = computed(() => {
    const code = this.code();
    const own = this.words()?.[code]?.text;
    if (own !== undefined) return own;
    return (this.isRestartable() ? undefined : TEXTS_WITHOUT_RESTART[code]) ?? errorText(code);
  });

  constructor() {
    this.store.watch(inject(DestroyRef));
  }

  /** The link belongs to a run, and that run is over too: お問い合わせ starts from the beginning. */
  protected async restart(): Promise<void> {
    await this.store.restart();
    await this.router.navigateByUrl('/inquiry');
  }
}
