import { expect, test } from './fixture/test';
import { BY_SMS } from './screen/pin-part';

/** What the page meets of a phone that knows WebOTP. */
interface Phone {
  /** The page waits for an SMS. */
  isAsked: boolean;
  /** The SMS came, with this PIN. */
  read: (pin: string) => void;
}

test.describe('a PINコード that the phone reads from the SMS', () => {
  test('is filled in, and sent in by its reader only', async ({ page, inquiry, inbox, person }) => {
    // Stands for the phone: what it read from the SMS, and whether the page goes on asking.
    await page.addInitScript(() => {
      const phone: Phone = { isAsked: false, read: () => undefined };
      const get = ({ signal }: CredentialRequestOptions) => {
        phone.isAsked = true;
        signal?.addEventListener('abort', () => (phone.isAsked = false));
        return new Promise<object>((resolve) => (phone.read = (code) => resolve({ code })));
      };
      Object.assign(window, { phone, OTPCredential: class {} });
      navigator.credentials.get = get as typeof navigator.credentials.get;
    });
    const isAsked = () => page.evaluate(() => (window as unknown as { phone: Phone }).phone.isAsked);
    const reset = await inquiry.askForPin('パスワードのリセット', person, BY_SMS);
    await expect.poll(isAsked).toBe(true);
    const pin = await inbox.nextPin(person.mobile, 'sms');
    await page.evaluate((code) => (window as unknown as { phone: Phone }).phone.read(code), pin);
    await expect(reset.pin.code).toHaveValue(pin);
    await expect(reset.submit).toBeVisible();
    await reset.submit.click();
    await expect(page.getByText(/へ再設定のメールを送信しました/)).toBeVisible();
    expect(await isAsked()).toBe(false);
  });
});
