import type { Answer } from '../../support/visitor';
import type { GameTable, Place } from './game-table';

/** One act of one player. @returns whether it was let through */
export interface Act {
  name: string;
  run: (table: GameTable) => Promise<boolean>;
}

/** More accounts than these are made by nobody: a third does nothing that a second does not. */
const MOST_ATTACKERS = 3;
const HEAD_OFFICE = '00000001';
const PASSWORD = 'umi-kara-kita-kaze-77';
const REASON = { reason: 'ご本人に確認しました' };

/** Everything that can be tried now. */
export function actsAt(table: GameTable): Act[] {
  const players = [...table.attackers.keys()];
  return [...players.flatMap((who) => actsOf(table, who)), ...worldActs()];
}

function actsOf(table: GameTable, who: string): Act[] {
  const act = (what: string, run: Act['run']): Act => ({ name: `${who} ${what}`, run });
  const send = (what: string, path: (table: GameTable) => string, body: (table: GameTable) => object): Act =>
    act(what, async (table) => isLetIn(await table.send(who, 'POST', path(table), body(table))));
  const of = (place: Place, rest: string) => (table: GameTable) => `customers/${table.idOf(place)}/${rest}`;
  const mail = (table: GameTable) => ({ email: table.evilMail() });
  return [
    act('makes a dealer', (table) => makeAccount(table, who, 'shop')),
    act('makes an operator', (table) => makeAccount(table, who, 'staff')),
    act('begins the victim’s login', (table) => begin(table, who, 'victim')),
    act('takes a dealer’s record without a login', (table) => takeUnclaimed(table, who)),
    send('sends the setup mail again', of('victim', 'login/setup-mail'), () => ({})),
    ...moveTargets(table).map(([name, id]) =>
      send(`moves the victim below ${name}`, of('victim', 'move'), () => ({ parentCustomerId: id })),
    ),
    send('asks for a phone', of('victim', 'contacts/phones'), (table) => ({ phone: table.evilPhone() })),
    send('asks for an address', of('victim', 'contacts/emails'), mail),
    ...(['approval', 'refusal', 'withdrawal'] as const).map((decision) =>
      act(`decides: ${decision}`, (table) => decide(table, who, decision)),
    ),
    act('approves an operator', (table) => approveOperators(table, who)),
    send('opens recovery again', of('victim', 'recovery-reopening'), () => REASON),
    send('takes passkeys away', of('victim', 'passkey-removal'), () => REASON),
  ];
}

function moveTargets(table: GameTable): [name: string, id: string][] {
  const others = [...table.attackers].filter(([name]) => !/^(operator|staff)/.test(name));
  return [...others, ['honest', table.idOf('honest')]];
}

function worldActs(): Act[] {
  return [
    { name: 'the setup link is opened', run: openSetupLink },
    { name: 'a day goes by', run: letADayPass },
    { name: 'the customers answer: no', run: (table) => answerChanges(table, 'own', 'refusal') },
    { name: 'the attackers answer: yes', run: (table) => answerChanges(table, 'evil', 'approval') },
    { name: 'the old login comes', run: (table) => table.oldLoginComes().then(() => true) },
    {
      name: 'the victim says: not me',
      run: async (table) => {
        await table.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [
          table.idOf('victim'),
        ]);
        return true;
      },
    },
  ];
}

const isLetIn = ({ status }: Answer) => status < 300;

async function makeAccount(table: GameTable, who: string, rank: 'shop' | 'staff'): Promise<boolean> {
  if (table.attackers.size >= MOST_ATTACKERS) return false;
  const email = table.evilMail();
  const answer = await table.tryForm(who, table.newForm(parentFor(table, who, rank), rank, email));
  if (!isLetIn(answer)) return false;
  const { customerId } = JSON.parse(answer.text) as { customerId: string };
  return setUp(table, customerId, email, `${rank}${String(table.attackers.size)}`);
}

function parentFor(table: GameTable, who: string, rank: 'shop' | 'staff'): string {
  if (!/^(operator|staff)/.test(who)) return table.attackers.get(who) ?? '';
  return rank === 'staff' ? HEAD_OFFICE : table.idOf('dealer');
}

/** The mail box is the attackers': whoever asks the link sets the password. What that costs the hasher is left out. */
async function setUp(table: GameTable, customerId: string, email: string, name: string): Promise<boolean> {
  const token = await table.lastLink(customerId).catch(() => undefined);
  if (token === undefined) return true;
  const looked = await table.anonymous().post('mail-links/inspection', { token });
  if (!isLetIn(looked)) return true;
  await table.query(
    `UPDATE credential SET state = 'active', password_hash = 'x', password_changed_at = now(), confirmed_at = now()
      WHERE customer_id = $1 AND login_id = $2`,
    [customerId, email],
  );
  table.attackers.set(name, customerId);
  return true;
}

async function begin(table: GameTable, who: string, place: Place): Promise<boolean> {
  const customerId = table.idOf(place);
  const [row] = await table.query<{ version: number }>(
    'SELECT setup_version AS version FROM credential WHERE customer_id = $1',
    [customerId],
  );
  const body = { email: table.evilMail(), version: row?.version ?? 0 };
  return isLetIn(await table.send(who, 'PUT', `customers/${customerId}/login`, body));
}

async function takeUnclaimed(table: GameTable, who: string): Promise<boolean> {
  if (table.attackers.has('unclaimed') || !(await begin(table, who, 'unclaimed'))) return false;
  const customerId = table.idOf('unclaimed');
  const [row] = await table.query<{ email: string }>(
    'SELECT login_id AS email FROM credential WHERE customer_id = $1',
    [customerId],
  );
  return setUp(table, customerId, row?.email ?? '', 'unclaimed');
}

async function openSetupLink(table: GameTable): Promise<boolean> {
  const token = await table.lastLink(table.idOf('victim')).catch(() => undefined);
  if (token === undefined) return false;
  return isLetIn(await table.anonymous().post('mail-links/password', { token, password: PASSWORD }));
}

async function decide(table: GameTable, who: string, decision: string): Promise<boolean> {
  const waiting = await table.query<{ id: string }>(
    `SELECT id FROM contact_change_request WHERE state = 'pending' AND customer_id = $1`,
    [table.idOf('victim')],
  );
  const body = decision === 'refusal' ? REASON : {};
  const answers: boolean[] = [];
  for (const { id } of waiting)
    answers.push(isLetIn(await table.send(who, 'POST', `contact-change-requests/${id}/${decision}`, body)));
  return answers.includes(true);
}

/** Each mail box is opened by those whose it is; a customer has asked for nothing of all this. */
async function answerChanges(
  table: GameTable,
  mailBoxes: 'own' | 'evil',
  what: 'approval' | 'refusal',
): Promise<boolean> {
  const answers: boolean[] = [];
  for (const token of await table.changeLinks(mailBoxes))
    answers.push(isLetIn(await table.anonymous().post(`contact-change-links/${what}`, { token })));
  return answers.includes(true);
}

/** Those whom the attackers registered and who wait for a second operator. */
async function approveOperators(table: GameTable, who: string): Promise<boolean> {
  const waiting = await table.query<{ id: string }>(
    `SELECT customer_id AS id FROM operator_appointment
      WHERE approved_by IS NULL AND refused_by IS NULL AND requested_by = ANY ($1)`,
    [[...table.attackers.values()]],
  );
  const answers: boolean[] = [];
  for (const { id } of waiting)
    answers.push(isLetIn(await table.send(who, 'POST', `customers/${id}/operator-approval`)));
  return answers.includes(true);
}

/** Holds run out, and logins come of age. */
async function letADayPass(table: GameTable): Promise<boolean> {
  const people = [table.idOf('victim'), ...table.attackers.values()];
  const back = (sql: string) => table.query(sql, [people]);
  await back(
    "UPDATE contact_point SET held_until = held_until - interval '1 day' WHERE customer_id = ANY ($1)",
  );
  await back(
    "UPDATE credential SET confirmed_at = confirmed_at - interval '1 day' WHERE customer_id = ANY ($1)",
  );
  return true;
}
