import type { Locator, Page } from '@playwright/test';
import type { Person } from '../fixture/people';
import { PinPart } from './pin-part';

export type Reset = 'ログインIDのリセット' | 'パスワードのリセット';

/** お問い合わせ: both resets on PC, a choice of the two and one at a time on the phone. */
export class Inquiry {
  readonly loginIdReset: ResetSection;
  readonly passwordReset: ResetSection;

  constructor(
    readonly page: Page,
    private readonly onPhone: boolean,
  ) {
    this.loginIdReset = new ResetSection(page, onPhone, 'ログインIDのリセット');
    this.passwordReset = new ResetSection(page, onPhone, 'パスワードのリセット');
  }

  /** The reset, ready for 確認; on the phone it is chosen first. */
  async open(reset: Reset): Promise<ResetSection> {
    await this.page.goto('/inquiry');
    return this.choose(reset);
  }

  /** On the page that is shown. */
  async choose(reset: Reset): Promise<ResetSection> {
    if (this.onPhone) await this.page.getByRole('link', { name: reset }).click();
    const section = reset === 'ログインIDのリセット' ? this.loginIdReset : this.passwordReset;
    await section.confirm.waitFor();
    return section;
  }

  /** The reset, identified as this person: 通知先選択 is shown. */
  async identify(reset: Reset, person: Person): Promise<ResetSection> {
    const section = await this.open(reset);
    await section.identifyAs(person);
    await section.pin.picker.waitFor();
    return section;
  }

  /** The reset of a person who asked for a PIN at the destination. */
  async askForPin(reset: Reset, person: Person, destination: RegExp): Promise<ResetSection> {
    const section = await this.identify(reset, person);
    await section.pin.ask(destination);
    await section.pin.code.waitFor();
    return section;
  }
}

/** One of the two resets. */
export class ResetSection {
  readonly section: Locator;
  readonly customerId: Locator;
  readonly email: Locator;
  readonly phone: Locator;
  readonly confirm: Locator;
  readonly correct: Locator;
  readonly submit: Locator;
  /** 通知先選択, the PIN, and what is known of its delivery. */
  readonly pin: PinPart;

  constructor(
    readonly page: Page,
    onPhone: boolean,
    readonly reset: Reset,
  ) {
    this.section = page.getByRole('region', { name: reset });
    const colon = onPhone ? '' : ':';
    const field = (name: string) => this.section.getByRole('textbox', { name: name + colon, exact: true });
    this.customerId = field('お客様ID');
    this.email = field('メールアドレス');
    this.phone = field('登録済み電話番号 (ハイフンなし)');
    this.confirm = this.section.getByRole('button', { name: '確認', exact: true });
    this.correct = this.section.getByRole('button', { name: '入力を直す' });
    this.submit = this.section.getByRole('button', { name: '送信', exact: true });
    this.pin = new PinPart(this.section, onPhone);
  }

  /** What stands in for the person's name: お客様ID or address, and the registered phone; and 確認. */
  async identifyAs(person: Pick<Person, 'customerId' | 'loginId' | 'mobile'>): Promise<void> {
    if (this.reset === 'ログインIDのリセット') await this.customerId.fill(person.customerId);
    else await this.email.fill(person.loginId);
    await this.phone.fill(person.mobile);
    await this.confirm.click();
  }

  /** 照合番号 of the PIN that is awaited. */
  async reference(): Promise<string> {
    const line = await this.section.getByText('照合番号').first().locator('..').textContent();
    return /[A-Z]\d-\d{3}/.exec(line ?? '')?.[0] ?? '';
  }
}
