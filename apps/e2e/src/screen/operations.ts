import type { Locator, Page } from '@playwright/test';

/** 通知の運用. */
export class Operations {
  readonly dialog: Locator;

  constructor(
    readonly page: Page,
    private readonly onPhone: boolean,
  ) {
    this.dialog = page.getByRole('dialog', { name: 'この通知を再送しますか' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/ops${query}`);
    await this.page.getByRole('heading', { name: '通知の一覧' }).waitFor();
    await this.page.getByText('いちばん古い').first().waitFor();
  }

  /** The row of a message, or its block on the phone. */
  entry(reference: string): Locator {
    return this.page
      .getByRole(this.onPhone ? 'listitem' : 'row')
      .filter({ hasText: `照合番号 ${reference}` });
  }

  resendOf(reference: string): Locator {
    return this.entry(reference).getByRole('button', { name: /再送$/ });
  }

  filter(label: string): Locator {
    return this.page.getByRole('combobox', { name: label });
  }

  /** The link that leads to 停止 or 再開 of a channel. */
  switch(name: string): Locator {
    return this.page.getByRole('link', { name });
  }
}
