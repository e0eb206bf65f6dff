import type { Locator, Page } from '@playwright/test';

/** The pages that mailed links lead to. */
export class MailedPages {
  readonly newPassword: Locator;
  readonly setPassword: Locator;
  /** 有効にする: the new address answers. */
  readonly makeValid: Locator;
  readonly notMe: Locator;
  /** はじめからやり直す, where a link leads no further. */
  readonly anew: Locator;

  constructor(
    readonly page: Page,
    _onPhone: boolean,
  ) {
    const main = page.getByRole('main');
    this.newPassword = main.locator('input[autocomplete="new-password"]');
    this.setPassword = main.getByRole('button', { name: 'パスワードを設定する' });
    this.makeValid = main.getByRole('button', { name: '有効にする' });
    this.notMe = main.getByRole('button', { name: 'それは私ではありません' });
    this.anew = main.getByRole('button', { name: 'はじめからやり直す' });
  }

  /** Follows a link as from a mail program: in this tab, from elsewhere. */
  async follow(link: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(link);
  }
}
