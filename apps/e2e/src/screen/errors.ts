import { expect, type Locator, type Page } from '@playwright/test';

/**
 * The page refuses what was typed, by every rule of screen specification 4.1 at once: a summary above the heading that has the
 * focus, the title's prefix, the same text in the summary and at the field, and a link that leads there.
 * @param field null where no single field is to blame
 */
export async function expectRefused(page: Page, text: string | RegExp, field: Locator | null): Promise<void> {
  const summary = page.locator('#error-summary');
  await expect(summary.getByRole('listitem').filter({ hasText: text })).toHaveCount(1);
  await expect(summary.getByRole('heading')).toHaveText('入力内容を確認してください');
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^エラー: /);
  const [top] = await page.locator('main :is(#error-summary, h1)').all();
  expect(await top?.getAttribute('id')).toBe('error-summary');
  if (field !== null) await expectRefusedAt(summary, text, field);
}

async function expectRefusedAt(summary: Locator, text: string | RegExp, field: Locator): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(text instanceof RegExp ? text : new RegExp(escaped(text)));
  await summary.getByRole('link', { name: text }).click();
  await expect(field).toBeFocused();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
