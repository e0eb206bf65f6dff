import type { Page } from '@playwright/test';
import type { Person } from './fixture/people';
import { expect, test } from './fixture/test';
import type { Inquiry, Reset } from './screen/inquiry';
import { BY_SMS } from './screen/pin-part';

test.describe('An unknown pair', () => {
  for (const reset of ['ログインIDのリセット', 'パスワードのリセット'] as const) {
    test(`walks through ${reset} like a known one, and nobody is told anything`, async ({
      page,
      inquiry,
      inbox,
      person,
    }) => {
      const stranger: Person = {
        ...person,
        customerId: '99999999',
        loginId: `nobody-${person.loginId}`,
        mobile: person.mobile.replace('090', '080'),
      };
      const known = await walk(page, inquiry, reset, person);
      await page.context().clearCookies();
      const unknown = await walk(page, inquiry, reset, stranger);
      expect(unknown).toEqual(known);
      expect(await inbox.messagesTo(stranger.mobile)).toEqual([]);
      expect(await inbox.messagesTo(stranger.loginId)).toEqual([]);
    });
  }
});

/** Walks as far as one gets without the PIN. @returns what is shown on the way, without what is drawn by lot */
async function walk(page: Page, inquiry: Inquiry, purpose: Reset, who: Person): Promise<string[][]> {
  const reset = await inquiry.identify(purpose, who);
  const shown = [await shownIn(page)];
  await reset.pin.ask(BY_SMS);
  shown.push(await shownIn(page));
  await reset.pin.resend.click();
  shown.push(await shownIn(page));
  for (const attempt of [1, 2, 3, 4, 5]) {
    await reset.pin.code.fill(String(attempt).repeat(6));
    if (purpose === 'ログインIDのリセット') await reset.email.fill(`new-${who.loginId}`);
    // By the keyboard: 通知の状況 grows while it is waited for, and moves the button away from under the pointer.
    await reset.pin.code.press('Enter');
    if (attempt < 5) await expect(page.locator('#error-summary')).toContainText(`あと${5 - attempt}回`);
    else {
      await page.getByRole('heading', { level: 1, name: '手続きを終了しました' }).waitFor();
      // The summary of the fifth refusal goes with the step that it stood on.
      await expect(page.locator('#error-summary')).toHaveCount(0);
      await expect(page).toHaveTitle(/^手続きの終了/);
    }
    shown.push(await shownIn(page));
  }
  return shown;
}

/**
 * What can be read and pressed: headings, labels, hints, errors, buttons, links. Not what the person typed, nor the rows of
 * 通知先選択 and what there is to copy for their channels, nor how the message fared, which for an unknown pair is as it
 * was with the last real ones.
 */
async function shownIn(page: Page): Promise<string[]> {
  const parts = page.locator(
    'main :is(h1, h2:not(.notice__title), h3, legend, .field__label, ui-field p, #error-summary li, button, a)',
  );
  // The title and what a step leaves behind change with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const texts = await parts.filter({ visible: true }).allTextContents();
  const lines = texts.map((text) => text.replace(/\s+/g, ' ').trim());
  return [page.url(), await page.title(), ...lines.filter((line) => line !== 'コピー')];
}
