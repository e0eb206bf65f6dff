import type { Locator, Page } from '@playwright/test';

/** お客様登録. */
export class RegisterScreen {
  readonly check: Locator;
  readonly register: Locator;
  readonly issuedId: Locator;
  readonly similar: Locator;

  constructor(readonly page: Page) {
    const main = page.getByRole('main');
    this.check = main.getByRole('button', { name: '確認', exact: true });
    this.register = main.getByRole('button', { name: '登録する', exact: true });
    this.issuedId = main.locator('.issued-id__value');
    this.similar = main.getByRole('heading', { name: /似たお客様が\d+件あります/ });
  }

  field(label: string): Locator {
    return this.page.getByRole('main').getByRole('textbox', { name: label });
  }

  async open(): Promise<void> {
    await this.page.goto('/masters');
    await this.page
      .getByRole('main')
      .getByRole('link', { name: /^お客様登録/ })
      .click();
    await this.check.waitFor();
  }

  /** All that has to be given. */
  async fill({ name, kana, phone }: { name: string; kana: string; phone: string }): Promise<void> {
    await this.field('お客様名').fill(name);
    await this.field('カナ').fill(kana);
    await this.field('郵便番号').fill('２５１－００５２');
    await this.page.getByRole('button', { name: '住所を入れる' }).click();
    await this.page.getByText(/住所を入れました|入力済みの住所/).waitFor();
    await this.field('住所').and(this.page.locator('#address')).fill('神奈川県藤沢市藤沢 4-5-6');
    await this.field('電話1').fill(phone);
  }
}
