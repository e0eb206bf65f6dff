import { expect, test } from './fixture/test';
import { BY_MAIL } from './screen/pin-part';

/** More wrong PINs over all customers than are compared without work. */
const MANY = 1_000;

test('while PINs are guessed at many customers, the browser computes beside the page, and the right PIN goes through', async ({
  page,
  database,
  inquiry,
  inbox,
  person,
  wellMade,
}) => {
  await database.query(
    `INSERT INTO rate_limit VALUES (sha256('pin-guesses'), date_trunc('minute', now()), $1)
     ON CONFLICT (key, window_start) DO UPDATE SET used = $1`,
    [MANY],
  );
  try {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/pin-run/work', async (route) => {
      await held;
      await route.continue();
    });
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_MAIL);
    await expect(page.getByText('この端末で確認の計算をしています')).toBeVisible();
    await wellMade();
    await reset.pin.code.fill(await inbox.nextPin(person.loginId, 'email'));
    release();
    const completion = page.waitForRequest('**/api/password-resets/completion');
    await reset.submit.click();
    expect(Object.keys((await completion).postDataJSON())).toEqual(['code', 'work']);
    await expect(page.getByText(/^ka\*{5}@gmail\.com へ再設定のメールを送信しました/)).toBeVisible();
  } finally {
    await database.query("DELETE FROM rate_limit WHERE key = sha256('pin-guesses')");
  }
});
