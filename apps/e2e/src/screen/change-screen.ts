import type { Locator, Page } from '@playwright/test';
import type { Person } from '../fixture/people';
import { PinPart } from './pin-part';

/** ログインIDの変更 and パスワードの変更, of the signed-in. */
export class ChangeScreen {
  /** The login ID beside each password's field, for the password manager. */
  readonly username: Locator;
  readonly currentPassword: Locator;
  readonly confirm: Locator;
  readonly pin: PinPart;
  readonly email: Locator;
  readonly newPassword: Locator;
  readonly submit: Locator;

  constructor(page: Page, onPhone: boolean) {
    const main = page.getByRole('main');
    this.username = main.locator('input[autocomplete="username"]');
    this.currentPassword = main.locator('input[autocomplete="current-password"]');
    this.confirm = main.getByRole('button', { name: '確認', exact: true });
    this.pin = new PinPart(main, onPhone);
    this.email = main.getByRole('textbox', { name: /^メールアドレス:?$/ });
    this.newPassword = main.locator('input[autocomplete="new-password"]');
    this.submit = main.getByRole('button', { name: '送信', exact: true });
  }

  /** The password again; 通知先選択 follows. */
  async stepUp({ password }: Person): Promise<void> {
    await this.currentPassword.fill(password);
    await this.confirm.click();
    await this.pin.picker.waitFor();
  }
}
