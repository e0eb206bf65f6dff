import { lockCustomer } from '@daiko/server-customer';
import { MessageReader } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { NEW_PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';
import { LoginSetupService } from './login-setup.service';

describe('a login that a dealer begins', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let setups: LoginSetupService;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, { SETUP_MAILS_DAILY: '3', SETUP_MAILS_PER_ADDRESS_DAILY: '4' });
    people = await People.settle(bed);
    setups = bed.get(LoginSetupService);
    await warmPool(bed.db);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** As the dealer's routes do it: under the customer's lock, in one transaction. */
  const register = ({ customerId }: Person, email: string, version = 0, requestedBy = People.DEALER) =>
    bed.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      await setups.register(tx, { customerId, email, version, requestedBy });
      await setups.sendMail(tx, customerId);
    });
  const resend = ({ customerId }: Person) =>
    bed.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      await setups.sendMail(tx, customerId);
    });
  const mailOf = ({ customerId }: Person) => setups.mailOf(bed.db.manager, customerId);
  const newest = async ({ customerId }: Person) => (await bed.linkTokens(customerId))[0]!;
  const inspect = (token: string) => bed.browser().post('mail-links/inspection', { token });
  const setPassword = (token: string, password = NEW_PASSWORD) =>
    bed.browser().post('mail-links/password', { token, password });
  const refusal = (act: Promise<unknown>) =>
    act.then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
    );

  it('is set up by the customer, who learns the お客様ID and is told on every contact', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'hajimete@mail.example');
    const token = await newest(person);
    expect((await inspect(token)).body).toMatchObject({
      purpose: 'setup',
      loginId: 'hajimete@mail.example',
      customerId: person.customerId,
    });
    expect((await setPassword(token)).status).toBe(204);
    expect((await bed.browser().signIn('hajimete@mail.example', NEW_PASSWORD)).status).toBe(201);
    const e164 = (phone: string) => `+81${phone.replaceAll('-', '').slice(1)}`;
    expect(await bed.recorded(person.customerId)).toEqual([
      'login_set_up email hajimete@mail.example',
      `login_set_up sms ${e164(person.mobile)}`,
      `login_set_up voice ${e164(person.landline)}`,
      'login_setup_link email',
    ]);
    expect(await mailOf(person)).toBeNull();
  });

  it('is begun with a mail that names the お客様ID and who registered the address', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'dare@mail.example');
    const [{ id }] = await bed.db.query<[{ id: string }]>(
      `SELECT id FROM notification WHERE customer_id = $1 AND template = 'login_setup_link'`,
      [person.customerId],
    );
    const [{ name }] = await bed.db.query<[{ name: string }]>(
      'SELECT name FROM customer WHERE customer_id = $1',
      [People.DEALER],
    );
    const message = await bed.get(MessageReader).read(id);
    expect(message?.facts).toMatchObject({ customerId: person.customerId, registeredBy: name });
  });

  it('keeps its link when a password is refused', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'kotowari@mail.example');
    const token = await newest(person);
    const refused = await setPassword(token, person.customerId + person.customerId);
    expect([refused.status, refused.code]).toEqual([400, 'request.invalid']);
    expect((await setPassword(token)).status).toBe(204);
    expect((await setPassword(token)).code).toBe('mail_link.used');
  });

  it('opens for nobody before it is set up', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'mada@mail.example');
    expect((await bed.browser().signIn('mada@mail.example', NEW_PASSWORD)).code).toBe('sign_in.refused');
  });

  it('can be corrected until it is confirmed: the older mail’s link is void', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'machigai@mail.example');
    const older = await newest(person);
    await register(person, 'tadashii@mail.example', 2);
    expect((await setPassword(older)).code).toBe('mail_link.superseded');
    expect((await setPassword(await newest(person))).status).toBe(204);
    expect(await refusal(register(person, 'mata@mail.example', 4))).toBe('login.confirmed');
    expect(await refusal(resend(person))).toBe('login.confirmed');
  });

  it('is not corrected by who has not seen the last correction', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'ichi@mail.example');
    await register(person, 'ni@mail.example', 2);
    expect(await refusal(register(person, 'san@mail.example', 2))).toBe('login.changed_meanwhile');
    expect(await refusal(register(await people.somebodyWithoutLogin(), 'yon@mail.example', 1))).toBe(
      'login.absent',
    );
  });

  it('is one, when two dealers register it a hundred times at once, and the others are told why', async () => {
    const person = await people.somebodyWithoutLogin();
    const acts = Array.from({ length: 100 }, (_, index) =>
      refusal(
        register(
          person,
          `hyaku${String(index)}@mail.example`,
          0,
          index % 2 === 0 ? People.DEALER : People.OPERATOR,
        ),
      ),
    );
    const refusals = await Promise.all(acts);
    expect(refusals.filter((code) => code === undefined)).toHaveLength(1);
    expect(refusals.filter((code) => code === 'login.already_registered')).toHaveLength(99);
    expect(await bed.linkTokens(person.customerId)).toHaveLength(1);
  });

  it('looks alike whether its address is free or somebody’s, and that somebody is told', async () => {
    const owner = await people.somebody();
    const [free, taken] = [await people.somebodyWithoutLogin(), await people.somebodyWithoutLogin()];
    await register(free, 'aiteiru@mail.example');
    await register(taken, owner.loginId);
    const shape = (mail: Awaited<ReturnType<typeof mailOf>>) => ({
      ...mail,
      sentAt: '',
      expiresAt: '',
      reference: '',
      delivery: { ...mail?.delivery, steps: mail?.delivery.steps.map(({ state }) => state) },
    });
    expect(shape(await mailOf(taken))).toEqual(shape(await mailOf(free)));
    expect(await bed.recorded(owner.customerId)).toEqual(['login_id_taken email']);
    expect(await bed.recorded(taken.customerId)).toEqual([]);
  });

  it('may be asked at one address for two customers; the first answer has it', async () => {
    const rivals = [await people.somebodyWithoutLogin(), await people.somebodyWithoutLogin()];
    for (const rival of rivals) await register(rival, 'kyouyuu@mail.example');
    const answers = await Promise.all(rivals.map(async (rival) => setPassword(await newest(rival))));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect(answers.find(({ status }) => status === 410)!.code).toBe('mail_link.superseded');
    expect((await bed.browser().signIn('kyouyuu@mail.example', NEW_PASSWORD)).status).toBe(201);
  });

  it('does not keep an address from a customer who asks for it and answers', async () => {
    const squatter = await people.somebodyWithoutLogin();
    await register(squatter, 'honnin@mail.example');
    const person = await people.somebody();
    await new Walk(bed).resetLoginId(person, 'honnin@mail.example');
    const token = await newest(person);
    expect((await bed.browser().post('mail-links/login-id', { token })).status).toBe(200);
    expect((await setPassword(await newest(squatter))).code).toBe('mail_link.superseded');
  });

  it('has its mail sent so often a day, and no oftener', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'nando@mail.example');
    await resend(person);
    await resend(person);
    expect(await refusal(resend(person))).toBe('rate_limit.exceeded');
  });

  it('goes to one address so often a day, over all customers at once, whoever’s address it is', async () => {
    const owner = await people.somebody();
    for (const email of [owner.loginId, 'daremo@mail.example']) {
      const strangers = await Promise.all(Array.from({ length: 12 }, () => people.somebodyWithoutLogin()));
      const refusals = await Promise.all(strangers.map((person) => refusal(register(person, email))));
      expect(refusals.filter((code) => code === undefined)).toHaveLength(4);
      expect(refusals.filter((code) => code === 'rate_limit.exceeded')).toHaveLength(8);
    }
    expect(await bed.recorded(owner.customerId)).toEqual(Array(4).fill('login_id_taken email'));
  });
});
