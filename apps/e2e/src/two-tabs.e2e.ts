import { newPerson } from './fixture/people';
import { expect, test } from './fixture/test';
import { LoginScreen } from './screen/login-screen';
import { RegisterScreen } from './screen/register-screen';

test('a tab of somebody who signed out elsewhere does nothing as the next one, and shows the next one', async ({
  page,
  context,
  login,
  onPhone,
  person,
  database,
}) => {
  const next = await newPerson(database);
  const shown = page.getByRole('banner').getByText(next.customerId).filter({ visible: true });
  await login.open();
  await login.signIn(person);
  const screen = new RegisterScreen(page);
  await screen.open();
  await screen.fill({ name: '小田原 直樹', kana: 'オダワラ ナオキ', phone: '0466-12-3456' });
  await screen.check.click();
  await screen.register.waitFor();

  const other = await context.newPage();
  await other.goto('/mypage');
  await other.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
  const otherLogin = new LoginScreen(other, onPhone);
  await otherLogin.open();
  await otherLogin.signIn(next);

  await screen.register.click();
  await expect(shown).toBeVisible();
  const made = 'SELECT FROM customer WHERE parent_customer_id IN ($1, $2)';
  expect(await database.query(made, [person.customerId, next.customerId])).toHaveLength(0);
});
