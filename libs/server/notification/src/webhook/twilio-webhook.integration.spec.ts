import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryView } from '../status/delivery-view';
import { NotificationOutbox } from '../outbox/notification-outbox';
import { aPinMessage, rowOf } from '../../test/messages';
import { ACCOUNT, BASE, SECOND, TOKEN, TwilioBed } from '../../test/twilio-bed';
import { spokenDigits } from '../template/pin';
import { VoiceCall } from './voice-call';

describe('webhooks of Twilio', () => {
  const bed = new TwilioBed();
  const { post, signed, aSentPin } = bed;

  beforeAll(() => bed.start());
  beforeEach(() => bed.forget());
  afterAll(() => bed.stop());

  const view = async (id: string) => deliveryView(await rowOf(bed.db, id));

  describe('who asks', () => {
    it.each([
      ['no signature', {}],
      ['a made-up signature', { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ])('is refused with %s', async (_, headers) => {
      const { id, sid, pin } = await aSentPin('voice');
      const form = { AccountSid: ACCOUNT, CallSid: sid, CallStatus: 'completed' };
      for (const path of [`voice/${id}`, `voice/${id}/key`, `status/${id}`]) {
        const answer = await post(path, form, headers);
        expect(answer.statusCode).toBe(403);
        expect(answer.body).not.toContain(spokenDigits(pin));
      }
      expect((await view(id)).state).toBe('sent');
    });

    it('is refused with the signature of another message', async () => {
      const [one, other] = [await aSentPin('voice'), await aSentPin('voice')];
      const form = { AccountSid: ACCOUNT, CallSid: one.sid };
      const signature = getExpectedTwilioSignature(
        TOKEN,
        `${BASE}/api/webhooks/twilio/voice/${other.id}`,
        form,
      );
      const answer = await post(`voice/${one.id}`, form, { 'x-twilio-signature': signature });
      expect(answer.statusCode).toBe(403);
    });

    it('is refused for another account, even with our token', async () => {
      const { id, sid } = await aSentPin('sms');
      const form = { MessageSid: sid, MessageStatus: 'delivered' };
      expect((await signed(`status/${id}`, form, { account: `AC${'1'.repeat(32)}` })).statusCode).toBe(403);
      expect((await signed(`status/${id}`, form, { token: 'other' })).statusCode).toBe(403);
    });

    it('may be the second account with its own token, and with no other', async () => {
      const { id, sid } = await aSentPin('sms');
      const form = { MessageSid: sid, MessageStatus: 'delivered' };
      const account = SECOND.TWILIO_SECOND_ACCOUNT_SID;
      expect((await signed(`status/${id}`, form, { account })).statusCode).toBe(403);
      const token = SECOND.TWILIO_SECOND_AUTH_TOKEN;
      expect((await signed(`status/${id}`, form, { token })).statusCode).toBe(403);
      expect((await signed(`status/${id}`, form, { account, token })).statusCode).toBe(204);
    });

    it('may send parameters that nobody knows yet', async () => {
      const { id, sid } = await aSentPin('sms');
      const form = { MessageSid: sid, MessageStatus: 'delivered', SomethingNew: 'あ&=+' };
      expect((await signed(`status/${id}`, form)).statusCode).toBe(204);
      expect((await view(id)).state).toBe('delivered');
    });

    it('may ask under the configured address only, whatever host it names', async () => {
      const { id, sid } = await aSentPin('sms');
      const form = { AccountSid: ACCOUNT, MessageSid: sid, MessageStatus: 'delivered' };
      const forged = `https://evil.example/api/webhooks/twilio/status/${id}`;
      const signature = getExpectedTwilioSignature(TOKEN, forged, form);
      const headers = {
        'x-twilio-signature': signature,
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
      };
      expect((await post(`status/${id}`, form, headers)).statusCode).toBe(403);
    });
  });

  describe('a report', () => {
    it.each<[string, string[], string, string | null]>([
      ['voice', ['initiated', 'ringing'], 'ringing', null],
      ['voice', ['initiated', 'ringing', 'busy'], 'failed', 'busy'],
      ['voice', ['initiated', 'ringing', 'no-answer'], 'failed', 'no_answer'],
      ['voice', ['failed'], 'failed', 'unreachable'],
      ['sms', ['queued', 'sent', 'delivered'], 'delivered', null],
      ['sms', ['sent', 'undelivered'], 'failed', 'provider_failed'],
    ])('of %s: %j ends as %s (%s)', async (channel, statuses, state, reason) => {
      const { id, sid } = await aSentPin(channel as 'voice' | 'sms');
      for (const status of statuses) await report(channel, id, sid, status);
      expect(await view(id)).toMatchObject({ state, reason });
    });

    it('of the end of a call in which the message was read means that it arrived', async () => {
      const { id, sid } = await aSentPin('voice');
      await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
      await bed.spoken(id);
      await report('voice', id, sid, 'completed');
      expect(await view(id)).toMatchObject({ state: 'delivered', reason: null });
    });

    it('of the end of a call whose message never left us means that it did not arrive', async () => {
      const { id, sid } = await aSentPin('voice');
      // Put together, and then the process dies.
      await bed.app.get(VoiceCall).answer(id, { CallSid: sid, CallStatus: 'in-progress' });
      await report('voice', id, sid, 'completed');
      expect((await view(id)).state).toBe('answered');
      await bed.db.query(
        "UPDATE notification SET answered_at = now() - interval '11 seconds' WHERE id = $1",
        [id],
      );
      await report('voice', id, sid, 'completed');
      expect(await view(id)).toMatchObject({ state: 'failed', reason: 'provider_failed' });
    });

    it('of the end of a call in which nothing could be read means that it did not arrive', async () => {
      const { id, sid } = await aSentPin('voice');
      for (const status of ['initiated', 'ringing', 'in-progress', 'completed'])
        await report('voice', id, sid, status);
      expect(await view(id)).toMatchObject({ state: 'failed', reason: 'provider_failed' });
      expect(await rowOf(bed.db, id)).toMatchObject({ providerCode: 'unheard', deliveredAt: null });
    });

    it('moves nothing back when it comes late, twice or in the wrong order', async () => {
      const { id, sid } = await aSentPin('voice');
      await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
      await bed.spoken(id);
      for (const status of ['in-progress', 'ringing', 'initiated']) await report('voice', id, sid, status);
      expect((await view(id)).state).toBe('answered');
      await report('voice', id, sid, 'completed');
      const settled = await rowOf(bed.db, id);
      for (const status of ['busy', 'in-progress', 'ringing', 'completed', 'failed'])
        await report('voice', id, sid, status);
      expect(await rowOf(bed.db, id)).toEqual(settled);
    });

    it('of another call about the message is ignored', async () => {
      const { id } = await aSentPin('voice');
      await report('voice', id, 'CA-other', 'completed');
      expect((await view(id)).state).toBe('sent');
    });

    it('may be faster than the answer to the request that caused it', async () => {
      const { id, sid } = await aSentPin('sms');
      await bed.db.query(
        "UPDATE notification SET state = 'sending', sent_at = NULL, provider_id = NULL, lease_until = now() WHERE id = $1",
        [id],
      );
      await report('sms', id, sid, 'sent');
      expect(await rowOf(bed.db, id)).toMatchObject({
        state: 'sent',
        providerId: sid,
        leaseUntil: null,
      });
    });

    it('tells why, from the carrier’s code', async () => {
      const { id, sid } = await aSentPin('sms');
      await signed(`status/${id}`, { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30003' });
      expect(await rowOf(bed.db, id)).toMatchObject({ failure: 'unreachable', providerCode: '30003' });
    });

    it('about a decoy changes nothing', async () => {
      const message = await aPinMessage(bed.db, 'sms');
      const [recorded] = await bed.db.transaction((tx) =>
        bed.app.get(NotificationOutbox).enqueue(tx, message),
      );
      await report('sms', recorded!.id, 'SM-invented', 'delivered');
      expect((await view(recorded!.id)).state).toBe('queued');
    });
  });

  it('is the only place that understands forms', async () => {
    const answer = await bed.app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'loginId=a',
    });
    expect([404, 415]).toContain(answer.statusCode);
  });

  const report = (channel: string, id: string, sid: string, status: string) =>
    channel === 'voice'
      ? signed(`status/${id}`, { CallSid: sid, CallStatus: status })
      : signed(`status/${id}`, { MessageSid: sid, MessageStatus: status });
});
