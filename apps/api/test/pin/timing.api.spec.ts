import type { CustomerLogin } from '@daiko/contracts';
import { IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { expectNoTell, timed } from '../support/area-under-curve';
import { channelsOf } from '../support/likeness';
import type { Visitor } from '../support/visitor';

const TEST_TIMEOUT_MS = 1_200_000;
/** Limits that a thousand samples of one pair would meet, and that are counted alike for all. */
const WIDE = {
  SIGN_IN_HOURLY_FAILURES: '100000',
  SETUP_MAILS_DAILY: '100000',
  SETUP_MAILS_PER_ADDRESS_DAILY: '100000',
};
const FLOWS = [
  {
    route: 'login-id-resets',
    known: { customerId: TARO.customerId, phone: TARO.mobile },
    unknown: (index: number) => ({ customerId: `0990${pad(index)}`, phone: `090-2222-${pad(index)}` }),
    completion: { code: '000000', email: 'atarashii@mail.example' },
  },
  {
    route: 'password-resets',
    known: { email: TARO.loginId, phone: TARO.mobile },
    unknown: (index: number) => ({ email: `dare${pad(index)}@gmail.com`, phone: `090-2222-${pad(index)}` }),
    completion: { code: '000000' },
  },
];

/** A quick run walks one of the two ways: they are the same from here on. */
const WALKED = IS_LONG ? ['login-id-resets', 'password-resets'] : ['login-id-resets'];

describe('the time of an answer tells nothing', { timeout: TEST_TIMEOUT_MS }, () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start(WIDE);
    // As long as there are logins of the old system, refusals wait for a common beat; here the work itself is to be even.
    await bed.db.query('TRUNCATE legacy_login CASCADE');
  });
  afterAll(() => bed.stop());

  describe.each(FLOWS)('$route', ({ route, known, unknown, completion }) => {
    /** Nobody's, and their lists have the channels of the known one. */
    let strangers: object[];

    beforeAll(async () => {
      const channels = channelsOf(await bed.visitor().post(route, known));
      strangers = [];
      for (let index = 0; strangers.length < 20 && index < 400; index++) {
        const answer = await bed.visitor().post(route, unknown(index));
        if (channelsOf(answer) === channels) strangers.push(unknown(index));
      }
      expect(strangers).toHaveLength(20);
    });
    const stranger = (index: number) => strangers[index % strangers.length]!;

    /** Runs begin where nothing was sent and guessed before. */
    async function opened(pair: object): Promise<{ visitor: Visitor; issue: () => Promise<unknown> }> {
      await bed.db.query('DELETE FROM notification');
      await bed.db.query('DELETE FROM recovery_gate');
      await bed.db.query('DELETE FROM rate_limit');
      const visitor = bed.visitor();
      const run = await visitor.post(route, pair);
      const issue = async () => expect((await visitor.issuePin(run, 'sms')).status).toBe(202);
      return { visitor, issue };
    }

    it('at 確認', async () => {
      const confirm = async (pair: object) => [await timed(() => bed.visitor().post(route, pair))];
      await expectNoTell(
        [`${route}, 確認`],
        () => confirm(known),
        (index) => confirm(stranger(index)),
      );
    });

    it.each(WALKED.filter((walked) => walked === route))(
      'when a PIN of %s is issued and checked',
      async () => {
        const issueAndCheck = async (pair: object) => {
          const { visitor, issue } = await opened(pair);
          const issuing = await timed(issue);
          const checking = await timed(async () => {
            const { code } = await visitor.post(`${route}/completion`, completion);
            expect(code).toBe('pin.mismatch');
          });
          return [issuing, checking];
        };
        await expectNoTell(
          [`${route}, issue of a PIN`, `${route}, check of a PIN`],
          () => issueAndCheck(known),
          (index) => issueAndCheck(stranger(index)),
        );
      },
    );
  });

  it('at sign-in', async () => {
    const signIn = async (loginId: string) => [
      await timed(() => bed.visitor().post('sessions', { loginId, password: 'kore-wa-chigau-99' })),
    ];
    await expectNoTell(
      ['sign-in'],
      () => signIn(TARO.loginId),
      () => signIn('dare@gmail.com'),
    );
  });

  it('when a dealer registers an address', async () => {
    const dealer = await bed.steppedUp();
    let version = 0;
    const register = async (email: string) => [
      await timed(async () => {
        const body = JSON.stringify({ email, version });
        const answer = await dealer.send({ method: 'PUT', path: '/api/customers/01058738/login', body });
        expect(answer.status, answer.text).toBe(200);
        ({ version } = JSON.parse(answer.text) as CustomerLogin);
      }),
    ];
    await expectNoTell(
      ['a dealer’s registration of an address'],
      () => register('hanako@daiko.example'),
      () => register('dare@mail.example'),
    );
  });
});

function pad(index: number): string {
  return String(index).padStart(4, '0');
}
