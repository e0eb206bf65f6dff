import { randomUUID } from 'node:crypto';
import { ACCESS_POLICY, hashPassword } from '@daiko/server-auth';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { NetworkScope } from '@daiko/server-network';
import { newToken, SESSION_COOKIE, tokenHash } from '@daiko/server-platform';
import { figure, testConfig } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiBed } from '../support/api-bed';
import { writtenPolicy, writtenRules, type About, type Rule } from './authorisation-table';
import { BODIES } from '../support/posts';
import type { RawRequest, Visitor } from '../support/visitor';

const PASSWORD = 'kuri-no-ki-no-shita-de-12';
const ABSENT = '99999999';

/** [お客様ID, rank, above]: three dealers below each other, each with members; a sibling; another branch. */
const TREE = [
  ['08000001', 'dealer', HEAD_OFFICE_ID],
  ['08000002', 'shop', '08000001'],
  ['08000003', 'shop', '08000002'],
  ['08000004', 'shop', '08000001'],
  ['08000005', 'dealer', HEAD_OFFICE_ID],
  ['08000006', 'shop', '08000005'],
  ['08000011', 'member', '08000001'],
  ['08000012', 'member', '08000001'],
  ['08000021', 'member', '08000002'],
  ['08000022', 'member', '08000002'],
  ['08000031', 'member', '08000003'],
  ['08000032', 'member', '08000003'],
  ['08000041', 'member', '08000004'],
  ['08000042', 'member', '08000004'],
  ['08000051', 'member', '08000005'],
  ['08000061', 'member', '08000006'],
  ['08000062', 'member', '08000006'],
] as const;
const STAFF = '08000000';
const MEMBER = '08000031';
/** Has nothing but a login of the old system. */
const OLD_MEMBER = '08000099';
const OLD_HASH = '$2b$04$abcdefghijklmnopqrstuuUnbNXCzxXT/1k83vFS2pRqM5xmeuqNi';
const DEALERS = TREE.filter(([, rank]) => rank !== 'member').map(([id]) => id);
const VIEWERS = [undefined, MEMBER, ...DEALERS, STAFF];
/** Enough where it is not the reach that is asked for. */
const FEW_OBJECTS = [MEMBER, ABSENT];
const OBJECTS = [HEAD_OFFICE_ID, STAFF, ...TREE.map(([id]) => id), ABSENT];

/** The rules end what they are asked to end; whose session it is goes on to the other routes first. */
const ENDS = ['DELETE /api/session', 'DELETE /api/session/devices'];
const DENIALS = [
  'session.absent',
  'session.dealer_required',
  'session.operator_required',
  'session.consolidation_required',
  'session.step_up_required',
  'session.passkey_required',
  'customer.unknown',
];

const OUT_OF_REACH = JSON.stringify({ path: 'parentCustomerId', code: 'parent.unknown' });

const above = new Map<string, string>([
  ...TREE.map(([id, , parent]) => [id, parent] as const),
  [STAFF, HEAD_OFFICE_ID],
]);

function isBelow(customerId: string, top: string): boolean {
  for (let step = above.get(customerId); step !== undefined; step = above.get(step))
    if (step === top) return true;
  return false;
}

/** What the written rule says of a cell: the code of the refusal, or nothing. */
function expected(
  { openTo, about, stepUp }: Rule,
  viewer: string | undefined,
  object: string,
  isSteppedUp: boolean,
): string | undefined {
  if (openTo === 'anybody') return undefined;
  if (viewer === undefined) return 'session.absent';
  if (!WHO[openTo].includes(viewer)) return REFUSED_AT[openTo];
  const missing = missingStepUp(stepUp, isSteppedUp);
  if (missing !== undefined) return missing;
  return about === undefined || reaches(about, viewer, object) ? undefined : 'customer.unknown';
}

/** Nobody here has a passkey: where one is asked for, the password given again does not do. */
function missingStepUp(stepUp: Rule['stepUp'], isSteppedUp: boolean): string | undefined {
  if (stepUp === 'by passkey') return 'session.passkey_required';
  const isAsked = stepUp === true || stepUp === 'by passkey if required';
  return isAsked && !isSteppedUp ? 'session.step_up_required' : undefined;
}

function reaches({ reach }: About, viewer: string, object: string): boolean {
  const isOwn = object === viewer || object === topOf(viewer);
  return isOwn ? reach === 'at or below' : isBelow(object, topOf(viewer));
}

/** Where the scope of a dealer begins, and that of an operator. */
function topOf(viewer: string): string {
  return viewer === STAFF ? HEAD_OFFICE_ID : viewer;
}

const WHO = {
  'signed-in': [MEMBER, ...DEALERS, STAFF] as string[],
  dealers: [...DEALERS, STAFF] as string[],
  operators: [STAFF],
};
const REFUSED_AT = {
  'signed-in': undefined,
  dealers: 'session.dealer_required',
  operators: 'session.operator_required',
};

/** A route about somebody, as it is asked: what is allowed has as little effect as can be. */
function requestFor({ route, about }: Rule, viewer: string | undefined, object: string): RawRequest {
  const [method = '', path = ''] = route.split(' ');
  const isAboutParent = about?.parameter === 'parentCustomerId';
  const address = path
    .replace('{customerId}', isAboutParent ? somebodyBelow(viewer) : object)
    .replace('{channel}', 'voice')
    .replace('{postalCode}', '2510052')
    .replace(/\{\w+\}/g, randomUUID());
  if (method === 'GET')
    return { method, path: path.endsWith('/move') ? `${address}?parentCustomerId=${object}` : address };
  if (method === 'DELETE') return { method, path: address };
  return { method: method as 'POST', path: address, body: JSON.stringify(bodyOf(method, path, object)) };
}

/** A customer whom the viewer may move, where it is the dealer above who is judged. */
function somebodyBelow(viewer: string | undefined): string {
  const below = TREE.find(([id]) => viewer !== undefined && isBelow(id, topOf(viewer)));
  return below?.[0] ?? MEMBER;
}

function bodyOf(method: string, path: string, object: string): Record<string, unknown> {
  if (method === 'PUT') return { email: 'atarashii@mail.example', version: 0, sendSetupMail: false };
  const body: Record<string, unknown> = { ...BODIES[path] };
  if ('key' in body) body['key'] = randomUUID();
  // A move below itself is judged after who may ask, and refused.
  if ('parentCustomerId' in body) body['parentCustomerId'] = object;
  return body;
}

const nameOf = (viewer: string | undefined) => viewer ?? 'nobody';
const told = (code: string | undefined) => code ?? 'let in';

describe('the written rules of access', () => {
  const rules = writtenRules();
  let bed: ApiBed;
  /** Who has given the password again, who has not, and who signed in with a login of the old system. */
  const steppedUp = new Map<string | undefined, Visitor>();
  const signedIn = new Map<string | undefined, Visitor>();
  let oldLogin: Visitor;
  /** Asked as it is, by who never stepped up, and with the service’s own check switched off. */
  const cells = { whole: 0, fresh: 0, alone: 0 };
  const wrongs = { whole: 0, fresh: 0, alone: 0 };

  beforeAll(async () => {
    bed = await ApiBed.start();
    const hash = await hashPassword(PASSWORD, testConfig());
    const tx = bed.db.manager;
    for (const [id, rank, parent] of [[STAFF, 'staff', HEAD_OFFICE_ID] as const, ...TREE])
      await aCustomer(id).ranked(rank).below(parent).withLogin(`c${id}@mail.example`, hash).save(tx);
    for (const viewer of VIEWERS) {
      steppedUp.set(viewer, await visitorFor(viewer));
      signedIn.set(viewer, await visitorFor(viewer));
      if (viewer !== undefined) await steppedUp.get(viewer)!.stepUp(PASSWORD);
    }
    oldLogin = await visitorWithOldLogin();
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => bed.stop());

  async function visitorFor(viewer: string | undefined): Promise<Visitor> {
    const visitor = bed.visitor();
    if (viewer === undefined) return visitor;
    const loginId = `c${viewer}@mail.example`;
    expect((await visitor.post('sessions', { loginId, password: PASSWORD })).status).toBe(201);
    return visitor;
  }

  async function visitorWithOldLogin(): Promise<Visitor> {
    await aCustomer(OLD_MEMBER)
      .below('08000003')
      .withLegacyLogin({ loginId: 'keiri08', foreignHash: OLD_HASH })
      .save(bed.db.manager);
    const token = newToken();
    await bed.db.query(
      `INSERT INTO session (token_hash, customer_id, user_agent, address, legacy_login_id)
       SELECT $1, customer_id, 'old login', '127.0.0.1', id FROM legacy_login WHERE login_id = 'keiri08'`,
      [tokenHash(token)],
    );
    const visitor = bed.visitor();
    visitor.cookies.set(SESSION_COOKIE, token);
    return visitor;
  }

  /** @returns the code of a refusal that the rules speak of */
  async function ask(rule: Rule, visitor: Visitor, viewer: string | undefined, object: string) {
    const answer = await visitor.send(requestFor(rule, viewer, object));
    expect(answer.status, `${rule.route} ${answer.text}`).toBeLessThan(500);
    // A form says it at its field; for whoever asks it is the same for all who are out of reach.
    if (answer.text.includes(OUT_OF_REACH)) return 'customer.unknown';
    return DENIALS.includes(answer.code ?? '') ? answer.code : undefined;
  }

  async function judge(
    rule: Rule,
    viewers: readonly (string | undefined)[],
    how: keyof typeof cells = 'whole',
  ): Promise<string[]> {
    const isSteppedUp = how !== 'fresh';
    const wrong: string[] = [];
    for (const viewer of viewers) {
      const visitor = (isSteppedUp ? steppedUp : signedIn).get(viewer)!;
      for (const object of rule.about ? (isSteppedUp ? OBJECTS : FEW_OBJECTS) : [ABSENT]) {
        const found = await ask(rule, visitor, viewer, object);
        const wanted = expected(rule, viewer, object, isSteppedUp);
        cells[how] += 1;
        if (found === wanted) continue;
        wrong.push(`${rule.route} as ${nameOf(viewer)} about ${object}: ${told(found)}, not ${told(wanted)}`);
      }
    }
    wrongs[how] += wrong.length;
    return wrong;
  }

  const lasting = rules.filter(({ route }) => !ENDS.includes(route));
  const ending = rules.filter(({ route }) => ENDS.includes(route));

  it('speak of every route of the document, and of no other', () => {
    const documented = (['get', 'post', 'put', 'delete'] as const).flatMap((method) =>
      bed.documented(method).map((path) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(rules.map(({ route }) => route))].sort()).toEqual(documented.sort());
  });

  it('are those of the policy in the code, route by route', () => {
    expect(ACCESS_POLICY).toEqual(writtenPolicy(rules));
  });

  it.each(lasting)(
    'hold for $route',
    async (rule) => expect(await judge(rule, VIEWERS)).toEqual([]),
    120_000,
  );

  it.each(lasting)('hold for $route in a session that never stepped up', async (rule) =>
    expect(await judge(rule, VIEWERS, 'fresh')).toEqual([]),
  );

  it.each(rules.filter(({ about }) => about !== undefined))(
    'hold for $route with the service’s own check switched off: row-level security alone',
    async (rule) => {
      const scope = bed.app.get(NetworkScope);
      const within = scope.asViewer.bind(scope);
      vi.spyOn(scope, 'asViewer').mockImplementation((viewer, work) =>
        within(viewer, (manager, viewerScope) =>
          work(manager, { ...viewerScope, path: HEAD_OFFICE_ID, customerId: '' }),
        ),
      );
      expect(await judge(rule, [...DEALERS, STAFF], 'alone')).toEqual([]);
    },
    120_000,
  );

  it('close every route to an old login, but for its consolidation', async () => {
    const open = [];
    for (const rule of lasting.filter(({ openTo }) => openTo !== 'anybody'))
      if ((await ask(rule, oldLogin, MEMBER, MEMBER)) !== 'session.consolidation_required')
        open.push(rule.route);
    expect(open).toEqual(rules.filter((rule) => rule.openToLegacyLogin).map(({ route }) => route));
  });

  describe('when somebody is made an operator', () => {
    const register = (visitor: Visitor, parentCustomerId: string) =>
      visitor.post('customers', {
        ...BODIES['/api/customers'],
        key: randomUUID(),
        rankCode: 'staff',
        parentCustomerId,
      });
    const registered = () =>
      bed.db.query<unknown[]>('SELECT FROM customer_registration WHERE registered_by = $1', [STAFF]);

    it('ask an operator for the password, and make nobody before', async () => {
      const before = (await registered()).length;
      expect((await register(signedIn.get(STAFF)!, HEAD_OFFICE_ID)).code).toBe('session.step_up_required');
      expect(await registered()).toHaveLength(before);
      expect((await register(steppedUp.get(STAFF)!, HEAD_OFFICE_ID)).status).toBe(201);
      expect(await registered()).toHaveLength(before + 1);
    });

    it('refuse a dealer the rank, whether the password was given again or not', async () => {
      const [dealer = ''] = DEALERS;
      for (const visitor of [signedIn.get(dealer)!, steppedUp.get(dealer)!]) {
        const { code, text } = await register(visitor, dealer);
        expect(code).toBe('request.invalid');
        expect(text).toContain('rankCode');
      }
    });
  });

  it.each(ending)('hold for $route, at last', async (rule) => {
    expect(await judge(rule, VIEWERS)).toEqual([]);
    expect(await judge(rule, VIEWERS, 'fresh')).toEqual([]);
  });

  it('were asked in two thousand cells and more', () => {
    figure('S7', 'cells of role, route and customer', 'at least 2,000', cells.whole);
    figure('S7', 'of them wrong', 'none', wrongs.whole);
    figure('S7', `wrong of ${String(cells.fresh)} by sessions that never stepped up`, 'none', wrongs.fresh);
    figure(
      'S7',
      `wrong of ${String(cells.alone)} with the service’s check switched off`,
      'none',
      wrongs.alone,
    );
    expect(cells.whole).toBeGreaterThanOrEqual(2_000);
    expect(wrongs).toEqual({ whole: 0, fresh: 0, alone: 0 });
  });
});
