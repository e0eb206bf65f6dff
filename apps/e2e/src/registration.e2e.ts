import { newPerson, NEW_PASSWORD } from './fixture/people';
import { steer } from './fixture/stand-ins';
import { expect, test } from './fixture/test';
import { expectRefused } from './screen/errors';
import { RegisterScreen } from './screen/register-screen';

/** A number that nobody else in the tests has, of the same form as theirs. */
const phoneBeside = ({ customerId }: { customerId: string }) =>
  `090-3${customerId.slice(-3)}-${customerId.slice(-4)}`;

test.describe('お客様登録', () => {
  // Journey J7.
  test('leads from the form over a mail that bounces to a customer who signs in, and the badge follows', async ({
    page,
    context,
    acts,
    browser,
    login,
    inbox,
    person,
    stepUp,
    wellMade,
  }) => {
    test.setTimeout(120_000);
    const wrong = `machigai${person.customerId}@mail.example`;
    const right = `tadashii${person.customerId}@mail.example`;
    await steer('email', 'plan', '', { to: wrong, mode: 'refuse', status: 550 });
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    await screen.open();
    acts.done('J7, to the form');
    await wellMade();
    await screen.fill({ name: '小田原 直樹', kana: 'おだわら なおき', phone: phoneBeside(person) });
    await expect(screen.field('住所').and(page.locator('#address'))).toHaveValue('神奈川県藤沢市藤沢 4-5-6');
    await screen.field('ログイン用メールアドレス').fill(wrong);
    await screen.check.click();
    await expect(page.getByText('次の内容で登録します。')).toBeVisible();
    await expect(page.getByRole('heading', { name: '登録する内容' })).toBeFocused();
    await expect(page.getByText(`${phoneBeside(person)} (携帯)`)).toBeVisible();
    await wellMade();
    await screen.register.click();
    await expect(screen.issuedId).toHaveText(/^\d{8}$/);
    const customerId = (await screen.issuedId.textContent()) ?? '';
    await expect(page.getByRole('heading', { name: 'お客様を登録しました' })).toBeFocused();
    // Never called sent: its server refuses it.
    await expect(page.getByText('ログイン設定メールを届けられませんでした')).toBeVisible();
    await expect(page.getByText(/^ログイン設定メールを送信しました/)).toBeHidden();
    await wellMade();

    await page.getByRole('link', { name: 'ログイン情報を確認する' }).click();
    const main = page.getByRole('main');
    await expect(main.getByText('メール不達')).toBeVisible();
    await page.goto(`/masters/customers?query=${customerId}&login=bouncing`);
    await expect(page.getByText('1件見つかりました', { exact: true })).toBeVisible();
    await page.goto(`/masters/customers/${customerId}/login`);
    await expect(
      main.getByText(/メールアドレスが間違っているか、使われていないため、届きませんでした。/),
    ).toBeVisible();
    await wellMade();
    await screen.field('ログイン用メールアドレス').fill(right);
    await page.getByRole('button', { name: '登録して設定メールを送る' }).click();
    await stepUp.answer(person);
    await expect(main.getByText('確認待ち')).toBeVisible();
    expect(acts.done('J7, from the form to the corrected address')).toBeLessThanOrEqual(14);
    await expect(main.getByRole('definition').filter({ hasText: right })).toBeVisible();

    const theirs = await (await browser.newContext({ ...test.info().project.use })).newPage();
    await theirs.goto(await inbox.nextLink(right, 'setup', 'ログイン情報の設定のお願い'));
    await expect(theirs.getByRole('definition').filter({ hasText: customerId })).toBeVisible();
    await theirs.locator('input[autocomplete="new-password"]').fill(customerId);
    await theirs.getByRole('button', { name: 'パスワードを設定する' }).click();
    await expect(theirs.locator('#error-summary')).toBeVisible();
    await theirs.locator('input[autocomplete="new-password"]').fill(NEW_PASSWORD);
    await theirs.getByRole('button', { name: 'パスワードを設定する' }).click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'ログイン情報を設定しました' })).toBeVisible();
    await theirs.getByRole('link', { name: 'ログイン', exact: true }).click();
    await theirs.getByRole('textbox', { name: /^ログインID:?$/ }).fill(right);
    await theirs.locator('input[autocomplete="current-password"]').fill(NEW_PASSWORD);
    await theirs.getByRole('button', { name: 'ログイン', exact: true }).click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'マイページ' })).toBeVisible();

    await expect(main.getByText('設定済み', { exact: true })).toBeVisible();
    await expect(main).not.toContainText(right);
    await expect(screen.field('ログイン用メールアドレス')).toHaveCount(0);
    await wellMade();
    await page.goto(`/masters/customers?query=${customerId}&login=active`);
    await expect(page.getByText('1件見つかりました', { exact: true })).toBeVisible();
    await page.goto(`/masters/customers/${customerId}`);
    await expect(main.getByText('設定済み', { exact: true })).toBeVisible();
    await expect(main.getByText('まだありません')).toHaveCount(0);
    expect(context.pages()).toHaveLength(1);
  });

  test('offers the address that was meant, below the field', async ({ page, login, person, wellMade }) => {
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    await screen.open();
    const email = screen.field('ログイン用メールアドレス');
    await email.fill('hanako@gmial.com');
    await email.press('Tab');
    const offer = page.getByRole('button', { name: 'hanako@gmail.com' });
    await offer.waitFor();
    await wellMade();
    const [field, below] = [(await email.boundingBox())!, (await offer.boundingBox())!];
    expect(below.y).toBeGreaterThanOrEqual(field.y + field.height);
    await offer.click();
    await expect(email).toHaveValue('hanako@gmail.com');
  });

  test('says what is missing, each at its field, and keeps what was typed, over a reload too', async ({
    page,
    login,
    person,
  }) => {
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    await screen.open();
    await screen.check.click();
    await expectRefused(page, 'お客様名を入力してください', screen.field('お客様名'));
    await screen.fill({ name: '小田原 直樹', kana: '小田原', phone: '0466-12' });
    await screen.field('登録番号').fill('T7000012050003');
    await screen.check.click();
    await expectRefused(page, 'カナはカタカナまたはひらがなで入力してください', screen.field('カナ'));
    await expect(screen.field('電話1')).toHaveAccessibleDescription(
      /電話1の桁数が足りません。市外局番から入力してください/,
    );
    await expect(page.getByText('登録番号の数字に誤りがあります。').first()).toBeVisible();
    await page.reload();
    await expect(screen.field('お客様名')).toHaveValue('小田原 直樹');
    await expect(screen.field('電話1')).toHaveValue('0466-12');
    await page.getByRole('button', { name: '下書きを消してやめる' }).click();
    await expect(screen.field('お客様名')).toHaveValue('');
  });

  test('has its steps in the history, keeps the issued お客様ID over a reload, and asks before a sign-out', async ({
    page,
    login,
    person,
    onPhone,
    wellMade,
  }) => {
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    await screen.open();
    await screen.fill({ name: '小田原 直樹', kana: 'オダワラ ナオキ', phone: '0120-123-456' });
    await expect(page.getByText('この番号へは、PINコードを送れません。')).toBeVisible();
    await screen.field('電話1').fill(phoneBeside(person));
    await screen.check.click();
    await screen.register.waitFor();
    await page.goBack();
    await expect(screen.field('お客様名')).toHaveValue('小田原 直樹');
    await expect(page.getByRole('heading', { level: 1, name: 'お客様登録' })).toBeFocused();

    const signOut = () =>
      onPhone
        ? page
            .getByRole('button', { name: 'メニュー' })
            .click()
            .then(() => page.getByRole('dialog').getByRole('button', { name: 'ログアウト' }).click())
        : page.getByRole('button', { name: 'ログアウト', exact: true }).click();
    await signOut();
    const question = page.getByRole('alertdialog', { name: '入力中の内容があります' });
    await question.waitFor();
    await wellMade();
    await question.getByRole('button', { name: 'ログアウトしない' }).click();
    await expect(screen.field('お客様名')).toHaveValue('小田原 直樹');

    await page.goForward();
    await screen.register.click();
    await expect(screen.issuedId).toHaveText(/^\d{8}$/);
    const issued = (await screen.issuedId.textContent()) ?? '';
    await page.reload();
    await expect(screen.issuedId).toHaveText(issued);
    await expect(page).toHaveTitle('お客様登録 完了 - 業務代行クラウドシステム');
    await signOut();
    await expect(page).toHaveURL('/login');
  });

  test('shows similar customers before 確認, and makes one of two presses', async ({
    page,
    login,
    person,
    database,
    wellMade,
  }) => {
    await newPerson(database);
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    const phone = phoneBeside(person);
    for (const name of ['小田原 直美', '小田原 直樹']) {
      await screen.open();
      await screen.fill({ name, kana: 'オダワラ ナオミ', phone });
      if (name === '小田原 直樹') {
        await screen.field('電話2').focus();
        await expect(screen.similar).toHaveText('似たお客様が1件あります');
        await wellMade();
      }
      await screen.check.click();
      await screen.register.dblclick();
      await expect(screen.issuedId).toBeVisible();
    }
    const rows = await database.query<{ name: string }[]>(
      'SELECT name FROM customer WHERE parent_customer_id = $1 ORDER BY name',
      [person.customerId],
    );
    expect(rows.map(({ name }) => name)).toEqual(['小田原 直樹', '小田原 直美']);
  });

  test('hears the kana from the input method while the name is typed', async ({ page, login, person }) => {
    await login.open();
    await login.signIn(person);
    const screen = new RegisterScreen(page);
    await screen.open();
    await screen.field('お客様名').focus();
    const keyboard = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    for (const text of ['か', 'かん', 'かんきょう', '環境']) await compose(text);
    await keyboard.send('Input.insertText', { text: '環境' });
    await page.keyboard.insertText(' ');
    for (const text of ['た', 'たろう', '太郎']) await compose(text);
    await keyboard.send('Input.insertText', { text: '太郎' });
    await expect(screen.field('お客様名')).toHaveValue('環境 太郎');
    await expect(screen.field('カナ')).toHaveValue('カンキョウ タロウ');
  });
});
