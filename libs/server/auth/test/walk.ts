import type { PinRun } from '@daiko/contracts';
import type { AuthBed } from './auth-bed';
import type { Browser } from './browser';
import { PASSWORD, type Person } from './people';

/** The steps through お問い合わせ and マイページ, up to the mail. */
export class Walk {
  constructor(private readonly bed: AuthBed) {}

  /** ログインIDのリセット up to 送信. @returns the browser that waits for the mail */
  async resetLoginId(person: Person, newLoginId: string): Promise<Browser> {
    const browser = this.bed.browser();
    const { body: run } = await browser.post<PinRun>('login-id-resets', {
      customerId: person.customerId,
      phone: person.mobile,
    });
    await this.receivePin(browser, person, run);
    const code = await this.bed.lastPin(person.customerId);
    const { status } = await browser.post('login-id-resets/completion', { code, email: newLoginId });
    if (status !== 202) throw new Error(`送信 was answered with ${String(status)}`);
    return browser;
  }

  /** パスワードのリセット up to 送信. */
  async resetPassword(person: Person): Promise<Browser> {
    const browser = this.bed.browser();
    const { body: run } = await browser.post<PinRun>('password-resets', {
      email: person.loginId,
      phone: person.landline,
    });
    await this.receivePin(browser, person, run);
    const code = await this.bed.lastPin(person.customerId);
    const { status } = await browser.post('password-resets/completion', { code });
    if (status !== 202) throw new Error(`送信 was answered with ${String(status)}`);
    return browser;
  }

  /** Signs in, gives the password again, opens a change and has its PIN sent. */
  async beginChange(person: Person, change: 'login-id-changes' | 'password-changes'): Promise<Browser> {
    const browser = this.bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    await browser.post('session/step-up', { password: PASSWORD });
    const { body: run } = await browser.post<PinRun>(change);
    await this.receivePin(browser, person, run);
    return browser;
  }

  /** Makes the PINs of earlier runs hours old, so that the test does not wait for a resend. */
  private async receivePin(browser: Browser, { customerId }: Person, run: PinRun): Promise<void> {
    await this.bed.db.query(
      "UPDATE notification SET created_at = created_at - interval '3 hours' WHERE customer_id = $1",
      [customerId],
    );
    const { status } = await browser.issuePin(run);
    if (status !== 202) throw new Error(`the PIN was answered with ${String(status)}`);
  }
}
