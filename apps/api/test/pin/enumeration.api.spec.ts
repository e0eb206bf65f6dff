import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { channelsOf, outside, withoutIds } from '../support/likeness';
import type { Answer, Visitor } from '../support/visitor';

const FLOWS = [
  {
    route: 'login-id-resets',
    known: { customerId: TARO.customerId, phone: TARO.mobile },
    unknown: (index: number) => ({ customerId: `0990${pad(index)}`, phone: `090-2222-${pad(index)}` }),
    completion: (code: string) => ({ code, email: 'atarashii@mail.example' }),
  },
  {
    route: 'password-resets',
    known: { email: TARO.loginId, phone: TARO.mobile },
    unknown: (index: number) => ({ email: `dare${pad(index)}@gmail.com`, phone: `090-2222-${pad(index)}` }),
    completion: (code: string) => ({ code }),
  },
];

interface Opened {
  visitor: Visitor;
  answer: Answer;
}

describe.each(FLOWS)('$route', ({ route, known, unknown, completion }) => {
  let bed: ApiBed;
  let taro: Opened;
  /** Nobody, whose list happens to have the channels of the known one. */
  let nobody: Opened;

  beforeAll(async () => {
    bed = await ApiBed.start();
    taro = await open(known);
    nobody = await openLike(taro);
  });
  afterAll(() => bed.stop());

  async function open(pair: object): Promise<Opened> {
    const visitor = bed.visitor();
    return { visitor, answer: await visitor.post(route, pair) };
  }

  /** A run of nobody's whose list has the channels of this one. */
  async function openLike({ answer }: Opened): Promise<Opened> {
    for (let index = 0; index < 400; index++) {
      const opened = await open(unknown(index));
      if (channelsOf(opened.answer) === channelsOf(answer)) return opened;
    }
    throw new Error('no decoy has the channels of a real list');
  }

  it('answers a known pair and an unknown one with the same status, headers and bytes', () => {
    expect(taro.answer.status).toBe(201);
    expect(outside(nobody.answer)).toEqual(outside(taro.answer));
    expectSameBytes(`${route}, 確認`, [taro.answer], [nobody.answer]);
  });

  it('shows an unknown pair its phone as a known pair is shown its own', () => {
    for (const { answer } of [taro, nobody]) {
      const labels = JSON.parse(answer.text).destinations.map(({ label }: { label: string }) => label);
      expect(labels.join()).toMatch(/\*{3}-\*{4}-\*\d{3} \(ショートメッセージ\)/);
    }
  });

  it('walks on with both alike: too soon, wrong, locked', async () => {
    const walks = [await walk(taro), await walk(nobody)];
    const codes = walks.map((answers) => answers.map(({ code, status }) => code ?? status));
    expect(codes[0]).toEqual([
      202,
      'pin.resend_too_soon',
      200,
      ...Array<string>(4).fill('pin.mismatch'),
      'pin.locked',
      'pin.locked',
      'pin.locked',
      200,
    ]);
    expect(codes[1]).toEqual(codes[0]);
    expect(walks[1]!.map(outside)).toEqual(walks[0]!.map(outside));
    expectSameBytes(`${route}, issue and check of a PIN up to the lock`, walks[0]!, walks[1]!);
  });

  /** All that can be done without the right PIN. */
  async function walk({ visitor, answer }: Opened): Promise<Answer[]> {
    const issue = () => visitor.issuePin(answer, 'sms');
    const answers = [await issue(), await issue(), await visitor.get('pin-run')];
    const code = String((Number(await bed.lastPin()) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 6; guess++) {
      answers.push(await visitor.post(`${route}/completion`, completion(code)));
    }
    return [...answers, await issue(), await visitor.get('pin-run')];
  }
});

describe('sessions', () => {
  const password = 'kore-wa-chigau-99';
  const wrong = { loginId: TARO.loginId, password };
  const stranger = { loginId: 'dare@gmail.com', password };
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start({ SIGN_IN_HOURLY_FAILURES: '100000' });
    // As long as there are logins of the old system, refusals wait for a common beat; here the work itself is to be even.
    await bed.db.query('TRUNCATE legacy_login CASCADE');
  });
  afterAll(() => bed.stop());

  it('answers a wrong password and a login of nobody’s alike', async () => {
    const answers = [];
    for (const body of [wrong, stranger]) answers.push(await bed.visitor().post('sessions', body));
    const [known, unknown] = answers as [Answer, Answer];
    expect(known.code).toBe('sign_in.refused');
    expect(outside(unknown)).toEqual(outside(known));
    expect(unknown.text).toHaveLength(known.text.length);
    expectSameBytes('sign-in', [known], [unknown]);
  });
});

/** Status, headers and body of each, but for ids, times and what was typed. */
function expectSameBytes(what: string, known: Answer[], unknown: Answer[]): void {
  const [some, others] = [known.map(withoutIds), unknown.map(withoutIds)];
  const same = some.filter((answer, index) => answer === others[index]).length;
  figure('S4', `answers to known and unknown, byte by byte: ${what}`, `${String(some.length)} equal`, same);
  expect(others).toEqual(some);
}

function pad(index: number): string {
  return String(index).padStart(4, '0');
}
