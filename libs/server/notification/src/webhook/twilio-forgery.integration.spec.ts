import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../../test/messages';
import { ACCOUNT, BASE, SECOND, signatureOf, TOKEN, TwilioBed, type Form } from '../../test/twilio-bed';
import { spokenDigits } from '../template/pin';

/** What an attacker sends: a path, a body, headers. */
interface Forgery {
  path?: string;
  form?: Form | string;
  headers: Form;
}

const withSignature = (signature: string): Form => ({ 'x-twilio-signature': signature });
const flipped = (signature: string) => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);

/** Each takes a request that would be right, and makes it another. */
const FORGERIES: Record<string, (path: string, form: Form) => Forgery> = {
  'no signature': () => ({ headers: {} }),
  'an empty signature': () => ({ headers: withSignature('') }),
  'a signature off by one letter': (path, form) => ({
    headers: withSignature(flipped(signatureOf(path, form))),
  }),
  'a signature cut short': (path, form) => ({ headers: withSignature(signatureOf(path, form).slice(0, -2)) }),
  'another key': (path, form) => ({ headers: withSignature(signatureOf(path, form, 'another-key')) }),
  'an empty key': (path, form) => ({ headers: withSignature(signatureOf(path, form, '')) }),
  'the key of our other account': (path, form) => ({
    headers: withSignature(signatureOf(path, form, SECOND.TWILIO_SECOND_AUTH_TOKEN)),
  }),
  'another account, signed with our key': (path, form) =>
    signedAs(path, { ...form, AccountSid: `AC${'1'.repeat(32)}` }),
  'our other account, signed with the key of this one': (path, form) =>
    signedAs(path, { ...form, AccountSid: SECOND.TWILIO_SECOND_ACCOUNT_SID }),
  'no account': (path, { AccountSid: _account, ...form }) => signedAs(path, form),
  'the account twice': (path, form) => ({
    form: `${new URLSearchParams(form).toString()}&AccountSid=${ACCOUNT}`,
    headers: withSignature(signatureOf(path, form)),
  }),
  'a parameter that was changed after signing': (path, form) =>
    altered(path, form, { ...form, CallStatus: 'busy' }),
  'a parameter that was added after signing': (path, form) => altered(path, form, { ...form, Digits: '9' }),
  'a parameter that was left out after signing': (path, { CallStatus, ...form }) =>
    altered(path, { ...form, CallStatus: CallStatus ?? '' }, form),
  'a query that was not signed': (path, form) => ({
    ...altered(path, form, form),
    path: `${path}?CallStatus=completed`,
  }),
  'another path': (path, form) => ({ headers: withSignature(signatureOf(`${path}/key`, form)) }),
  'another host': (path, form) => elsewhere(path, form, 'https://evil.example', { host: 'evil.example' }),
  'another scheme': (path, form) =>
    elsewhere(path, form, BASE.replace('https', 'http'), { 'x-forwarded-proto': 'http' }),
  'the signature of an empty body': (path, form) => altered(path, {}, form),
};

const signedAs = (path: string, form: Form): Forgery => ({
  form,
  headers: withSignature(signatureOf(path, form)),
});
const altered = (path: string, signed: Form, form: Form): Forgery => ({
  form,
  headers: withSignature(signatureOf(path, signed)),
});
const elsewhere = (path: string, form: Form, base: string, headers: Form): Forgery => ({
  headers: { ...headers, ...withSignature(signatureOf(path, form, TOKEN, base)) },
});

describe('a request that Twilio did not send', () => {
  const bed = new TwilioBed();

  beforeAll(() => bed.start());
  beforeEach(() => bed.forget());
  afterAll(() => bed.stop());

  const ROUTES: [string, (id: string) => string][] = [
    ['for what to say', (id) => `voice/${id}`],
    ['of a key', (id) => `voice/${id}/key`],
    ['of a state', (id) => `status/${id}`],
  ];

  describe.each(ROUTES)('%s', (_, pathOf) => {
    it.each(Object.entries(FORGERIES))('is refused with %s, and changes nothing', async (_name, forge) => {
      const { id, sid, pin } = await bed.aSentPin('voice');
      const before = await rowOf(bed.db, id);
      const right = { AccountSid: ACCOUNT, CallSid: sid, CallStatus: 'completed' };
      const { path = pathOf(id), form = right, headers } = forge(pathOf(id), right);
      const answer = await bed.post(path, form, headers);
      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain(spokenDigits(pin));
      expect(await rowOf(bed.db, id)).toEqual(before);
      expect(bed.reports).toEqual([]);
    });

    it('would be taken from Twilio', async () => {
      const { id, sid } = await bed.aSentPin('voice');
      const answer = await bed.signed(pathOf(id), { CallSid: sid, CallStatus: 'ringing' });
      expect([200, 204]).toContain(answer.statusCode);
    });
  });

  it('is refused as JSON, and as a question', async () => {
    const { id } = await bed.aSentPin('voice');
    const signature = withSignature(signatureOf(`voice/${id}`, {}));
    const json = { 'content-type': 'application/json', ...signature };
    expect((await bed.post(`voice/${id}`, {}, json)).statusCode).toBeGreaterThanOrEqual(400);
    const asked = await bed.app.inject({
      method: 'GET',
      url: `/api/webhooks/twilio/voice/${id}`,
      headers: signature,
    });
    expect(asked.statusCode).toBe(404);
  });
});

describe('a request of Twilio’s that is sent again', () => {
  const bed = new TwilioBed();

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());

  it.each<[string, 'voice' | 'sms', Form[]]>([
    ['SMS', 'sms', ['sent', 'delivered'].map((status) => ({ MessageStatus: status }))],
    [
      'a failed SMS',
      'sms',
      ['sent', 'undelivered'].map((status) => ({ MessageStatus: status, ErrorCode: '30003' })),
    ],
    [
      'a call',
      'voice',
      ['initiated', 'ringing', 'in-progress', 'completed'].map((status) => ({ CallStatus: status })),
    ],
    [
      'a call that is busy',
      'voice',
      ['initiated', 'ringing', 'busy'].map((status) => ({ CallStatus: status })),
    ],
  ])('about %s changes nothing, in whatever order', async (_, channel, states) => {
    const { id, sid } = await bed.aSentPin(channel);
    const of: Form = channel === 'voice' ? { CallSid: sid } : { MessageSid: sid };
    if (channel === 'voice') {
      await bed.signed(`voice/${id}`, { ...of, CallStatus: 'in-progress' });
      await bed.spoken(id);
    }
    for (const state of states) await bed.signed(`status/${id}`, { ...of, ...state });
    const settled = await rowOf(bed.db, id);
    for (const state of [...states, ...states.toReversed()]) {
      expect((await bed.signed(`status/${id}`, { ...of, ...state })).statusCode).toBe(204);
      expect(await rowOf(bed.db, id)).toEqual(settled);
    }
  });

  it('says no PIN once its call is over', async () => {
    const { id, sid, pin } = await bed.aSentPin('voice');
    const form = { CallSid: sid, CallStatus: 'in-progress' };
    expect((await bed.signed(`voice/${id}`, form)).body).toContain(spokenDigits(pin));
    await bed.spoken(id);
    await bed.signed(`status/${id}`, { CallSid: sid, CallStatus: 'completed' });
    expect((await bed.signed(`voice/${id}`, form)).body).not.toContain(spokenDigits(pin));
    expect((await bed.signed(`voice/${id}/key`, { ...form, Digits: '1' })).body).not.toContain(
      spokenDigits(pin),
    );
  });

  it('may carry parameters that nobody knows yet, on every route', async () => {
    const { id, sid } = await bed.aSentPin('voice');
    const form = { CallSid: sid, CallStatus: 'in-progress', SomethingNew: 'あ&=+ %', 'An[other]': '' };
    for (const path of [`voice/${id}`, `voice/${id}/key`, `status/${id}`])
      expect((await bed.signed(path, form)).statusCode).toBeLessThan(300);
  });
});
