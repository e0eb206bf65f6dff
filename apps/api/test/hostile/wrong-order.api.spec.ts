import type { PinRun } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { BODIES } from '../support/posts';
import { tableState } from '../support/table-state';
import { problemIn, type Visitor } from '../support/visitor';

const ID_RESET = { customerId: TARO.customerId, phone: TARO.mobile };
const PASSWORD_RESET = { email: TARO.loginId, phone: TARO.landline };
const PIN_ROUTES = [
  'pin-run/pin',
  'login-id-resets/completion',
  'password-resets/completion',
  'login-id-changes/completion',
  'password-changes/completion',
];

describe('steps out of order', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    // Nobody waits for a resend here: the waiting times have tests of their own.
    bed = await ApiBed.start({ PIN_RESEND_SECONDS: '1' });
  });
  afterAll(() => bed.stop());

  /** Whoever is out of order is told why, and nothing changes. */
  async function refused(visitor: Visitor, path: string, body: object = BODIES[`/api/${path}`] ?? {}) {
    const before = await tableState(bed);
    const { code } = problemIn(await visitor.post(path, body));
    expect(await tableState(bed)).toEqual(before);
    return code;
  }
  /** As if every message had gone out an hour ago. */
  const letTimePass = () =>
    bed.db.query("UPDATE notification SET created_at = created_at - interval '1 hour'");
  async function inRun(opening: string, body: object = {}) {
    await letTimePass();
    const visitor = /change/.test(opening) ? await bed.steppedUp() : bed.visitor();
    const run = await visitor.post(opening, body);
    return { visitor, run };
  }

  it.each(PIN_ROUTES)('%s is closed to a signed-in person without a run', async (path) => {
    const visitor = await bed.steppedUp();
    expect(await refused(visitor, path)).toBe('pin_run.absent');
  });

  it.each(['session/extension', 'session/step-up', 'login-id-changes', 'password-changes'])(
    '%s is closed to whoever has not signed in',
    async (path) => {
      expect(await refused(bed.visitor(), path)).toBe('session.absent');
    },
  );

  it.each(['login-id-changes', 'password-changes'])('%s asks for the password again', async (path) => {
    const visitor = bed.visitor();
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    expect(await refused(visitor, path)).toBe('session.step_up_required');
  });

  it.each([
    ['login-id-resets', ID_RESET],
    ['password-resets', PASSWORD_RESET],
    ['login-id-changes', {}],
    ['password-changes', {}],
  ])('%s completes nothing before a PIN was issued', async (opening, body) => {
    const { visitor } = await inRun(opening, body);
    expect(await refused(visitor, `${opening}/completion`)).toBe('pin.not_issued');
  });

  it('a right PIN opens nothing but what its run is for', async () => {
    const { visitor, run } = await inRun('password-resets', PASSWORD_RESET);
    await visitor.issuePin(run);
    const code = await bed.lastPin();
    const body = { code, email: 'atarashii@mail.example' };
    expect(await refused(visitor, 'login-id-resets/completion', body)).toBe('pin_run.other_purpose');
    const { status } = await visitor.post('password-resets/completion', { code });
    expect(status).toBe(202);
  });

  it('a used PIN is good for nothing more, and neither is its run', async () => {
    const { visitor, run } = await inRun('password-resets', PASSWORD_RESET);
    await visitor.issuePin(run);
    const code = await bed.lastPin();
    await visitor.post('password-resets/completion', { code });
    const { destinations } = JSON.parse(run.text) as PinRun;
    expect(await refused(visitor, 'password-resets/completion', { code })).toBe('pin.used');
    expect(await refused(visitor, 'pin-run/pin', { destinationId: destinations[0]!.id })).toBe('pin.used');
  });

  it('a run that was given up issues nothing and completes nothing', async () => {
    const { visitor, run } = await inRun('login-id-resets', ID_RESET);
    const token = visitor.cookies.get('__Host-run')!;
    await visitor.send({ method: 'DELETE', path: '/api/pin-run' });
    visitor.cookies.set('__Host-run', token);
    const { destinations } = JSON.parse(run.text) as PinRun;
    expect(await refused(visitor, 'pin-run/pin', { destinationId: destinations[0]!.id })).toBe(
      'pin_run.ended',
    );
    expect(await refused(visitor, 'login-id-resets/completion')).toBe('pin_run.ended');
  });

  it('a destination of another run is none of this one', async () => {
    const other = await inRun('login-id-resets', ID_RESET);
    const { visitor } = await inRun('login-id-resets', ID_RESET);
    const { destinations } = JSON.parse(other.run.text) as PinRun;
    const body = { destinationId: destinations[0]!.id };
    expect(await refused(visitor, 'pin-run/pin', body)).toBe('destination.unknown');
  });

  it('a link is good for its own purpose alone', async () => {
    const { visitor, run } = await inRun('password-resets', PASSWORD_RESET);
    await visitor.issuePin(run);
    await visitor.post('password-resets/completion', { code: await bed.lastPin() });
    const token = await bed.lastLinkToken();
    expect(await refused(visitor, 'mail-links/login-id', { token })).toBe('mail_link.unknown');
    expect(await refused(visitor, 'mail-links/not-me', { token })).toBe('mail_link.unknown');
  });

  it.each(['inspection', 'login-id', 'password', 'not-me'])(
    'a token of nobody opens nothing at mail-links/%s',
    async (step) => {
      expect(await refused(bed.visitor(), `mail-links/${step}`)).toBe('mail_link.unknown');
    },
  );

  it('a step of somebody else’s run, without its cookie, is nobody’s step', async () => {
    const { visitor, run } = await inRun('login-id-resets', ID_RESET);
    await visitor.issuePin(run);
    const body = { code: await bed.lastPin(), email: 'atarashii@mail.example' };
    const thief = bed.visitor();
    expect(await refused(thief, 'login-id-resets/completion', body)).toBe('pin_run.absent');
    thief.cookies.set('__Host-run', 'a'.repeat(43));
    expect(await refused(thief, 'login-id-resets/completion', body)).toBe('pin_run.absent');
  });
});
