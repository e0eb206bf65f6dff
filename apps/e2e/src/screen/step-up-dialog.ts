import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from '../fixture/people';

/** ご本人の確認: it comes over the page before an act that matters, where the person was not confirmed lately. */
export class StepUpDialog {
  readonly dialog: Locator;
  readonly password: Locator;
  readonly confirm: Locator;
  readonly confirmWithPasskey: Locator;
  readonly cancel: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'ご本人の確認' });
    this.password = this.dialog.locator('input[autocomplete="current-password"]');
    this.confirm = this.dialog.getByRole('button', { name: '確認', exact: true });
    this.confirmWithPasskey = this.dialog.getByRole('button', { name: 'パスキーで確認', exact: true });
    this.cancel = this.dialog.getByRole('button', { name: 'やめる', exact: true });
  }

  /** The password again; the act goes on by itself. */
  async answer({ password }: Pick<Person, 'password'>): Promise<void> {
    await this.password.fill(password);
    await this.confirm.click();
    await expect(this.dialog).toHaveCount(0);
  }
}
