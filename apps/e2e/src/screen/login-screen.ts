import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from '../fixture/people';

/** ログイン */
export class LoginScreen {
  readonly loginId: Locator;
  readonly password: Locator;
  readonly showPassword: Locator;
  readonly submit: Locator;
  /** ログインID/パスワードをお忘れの方 */
  readonly forgotten: Locator;

  constructor(
    readonly page: Page,
    onPhone: boolean,
  ) {
    const main = page.getByRole('main');
    this.loginId = main.getByRole('textbox', { name: onPhone ? 'ログインID' : 'ログインID:', exact: true });
    // A password has no role; its label names it.
    this.password = main.locator('input[autocomplete="current-password"]');
    this.showPassword = main.getByRole('checkbox', { name: 'パスワードを表示' });
    this.submit = main.getByRole('button', { name: 'ログイン', exact: true });
    this.forgotten = main.getByRole('link', {
      name: onPhone ? 'ログインID/パスワードをお忘れの方' : 'こちら',
      exact: true,
    });
  }

  async open(): Promise<void> {
    await this.page.goto('/login');
    await this.submit.waitFor();
  }

  /** From the login page that is shown to the page that follows it. */
  async signIn(who: Pick<Person, 'loginId' | 'password'>): Promise<void> {
    await this.enter(who);
    await expect(this.page).not.toHaveURL(/\/login/);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** What the person types, and ログイン. */
  async enter({ loginId, password }: Pick<Person, 'loginId' | 'password'>): Promise<void> {
    await this.loginId.fill(loginId);
    await this.password.fill(password);
    await this.submit.click();
  }
}
