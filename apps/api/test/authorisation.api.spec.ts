import { randomUUID } from 'node:crypto';
import { hashPassword } from '@daiko/server-auth';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { NetworkScope } from '@daiko/server-network';
import { figure, testConfig } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiBed } from './api-bed';
import { writtenRules, type About, type Rule } from './authorisation-table';
import { BODIES } from './posts';
import type { RawRequest, Visitor } from './visitor';

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
const DEALERS = TREE.filter(([, rank]) => rank !== 'member').map(([id]) => id);
const VIEWERS = [undefined, MEMBER, ...DEALERS, STAFF];
const OBJECTS = [HEAD_OFFICE_ID, STAFF, ...TREE.map(([id]) => id), ABSENT];

/** The rules end what they are asked to end; whose session it is goes on to the other routes first. */
const ENDS = ['DELETE /api/session', 'DELETE /api/session/devices'];
const DENIALS = [
  'session.absent',
  'session.dealer_required',
  'session.operator_required',
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
function expected({ openTo, about }: Rule, viewer: string | undefined, object: string): string | undefined {
  if (openTo === 'anybody') return undefined;
  if (viewer === undefined) return 'session.absent';
  if (!WHO[openTo].includes(viewer)) return REFUSED_AT[openTo];
  return about === undefined || reaches(about, viewer, object) ? undefined : 'customer.unknown';
}

function reaches({ reach }: About, viewer: string, object: string): boolean {
  const isOwn = object === viewer || object === topOf(viewer);
  return isOwn ? reach === 'at or below' : isBelow(object, topOf(viewer));
}

/** Where the sight of a dealer begins, and that of an operator. */
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
  const visitors = new Map<string | undefined, Visitor>();
  /** Asked as it is, and with the service’s own check switched off. */
  const cells = { whole: 0, alone: 0 };
  const wrongs = { whole: 0, alone: 0 };

  beforeAll(async () => {
    bed = await ApiBed.start();
    const hash = await hashPassword(PASSWORD, testConfig());
    const tx = bed.db.manager;
    for (const [id, rank, parent] of [[STAFF, 'staff', HEAD_OFFICE_ID] as const, ...TREE])
      await aCustomer(id).ranked(rank).below(parent).withLogin(`c${id}@mail.example`, hash).save(tx);
    for (const viewer of VIEWERS) {
      const visitor = bed.visitor();
      visitors.set(viewer, visitor);
      if (viewer === undefined) continue;
      const signedIn = await visitor.post('sessions', {
        loginId: `c${viewer}@mail.example`,
        password: PASSWORD,
      });
      expect(signedIn.status).toBe(201);
      expect((await visitor.post('session/step-up', { password: PASSWORD })).status).toBe(200);
    }
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => bed.stop());

  /** @returns the code of a refusal that the rules speak of */
  async function ask(rule: Rule, viewer: string | undefined, object: string): Promise<string | undefined> {
    const answer = await visitors.get(viewer)!.send(requestFor(rule, viewer, object));
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
    const wrong: string[] = [];
    for (const viewer of viewers) {
      for (const object of rule.about ? OBJECTS : [ABSENT]) {
        const [found, wanted] = [await ask(rule, viewer, object), expected(rule, viewer, object)];
        cells[how] += 1;
        if (found === wanted) continue;
        wrong.push(`${rule.route} as ${nameOf(viewer)} about ${object}: ${told(found)}, not ${told(wanted)}`);
      }
    }
    wrongs[how] += wrong.length;
    return wrong;
  }

  it('speak of every route of the document, and of no other', () => {
    const documented = (['get', 'post', 'put', 'delete'] as const).flatMap((method) =>
      bed.documented(method).map((path) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(rules.map(({ route }) => route))].sort()).toEqual(documented.sort());
  });

  it.each(rules.filter(({ route }) => !ENDS.includes(route)))(
    'hold for $route',
    async (rule) => expect(await judge(rule, VIEWERS)).toEqual([]),
    120_000,
  );

  it.each(rules.filter(({ about }) => about !== undefined))(
    'hold for $route with the service’s own check switched off: row-level security alone',
    async (rule) => {
      const scope = bed.app.get(NetworkScope);
      const within = scope.within.bind(scope);
      vi.spyOn(scope, 'within').mockImplementation((viewer, work) =>
        within(viewer, (manager, sight) => work(manager, { ...sight, path: HEAD_OFFICE_ID, customerId: '' })),
      );
      expect(await judge(rule, [...DEALERS, STAFF], 'alone')).toEqual([]);
    },
    120_000,
  );

  it.each(rules.filter(({ route }) => ENDS.includes(route)))('hold for $route, at last', async (rule) =>
    expect(await judge(rule, VIEWERS)).toEqual([]),
  );

  it('were asked in two thousand cells and more', () => {
    figure('S7', 'cells of role, route and customer', 'at least 2,000', cells.whole);
    figure('S7', 'of them wrong', 'none', wrongs.whole);
    figure(
      'S7',
      `wrong of ${String(cells.alone)} with the service’s check switched off`,
      'none',
      wrongs.alone,
    );
    expect(cells.whole).toBeGreaterThanOrEqual(2_000);
    expect(wrongs).toEqual({ whole: 0, alone: 0 });
  });
});
