import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveryView } from '../status/delivery-view';
import { MessageReader } from '../delivery/message-reader';
import { NotificationOutbox } from '../outbox/notification-outbox';
import { rowOf, testDeriver } from '../../test/messages';
import { TwilioBed } from '../../test/twilio-bed';
import { spokenDigits } from '../template/pin';

describe('what is said in a call', () => {
  const bed = new TwilioBed();
  const { signed, aSentPin } = bed;

  beforeAll(() => bed.start());
  beforeEach(() => bed.forget());
  afterAll(() => bed.stop());

  const view = async (id: string) => deliveryView(await rowOf(bed.db, id));

  it('says the PIN digit by digit, twice, to the person who answers', async () => {
    const { id, sid, pin } = await aSentPin('voice');
    const answer = await signed(`voice/${id}`, {
      CallSid: sid,
      CallStatus: 'in-progress',
      AnsweredBy: 'human',
    });
    expect(answer.headers['content-type']).toContain('text/xml');
    expect(answer.body.split(`PINコードは「${spokenDigits(pin)}」です。`)).toHaveLength(3);
    expect(answer.body).not.toContain(pin);
    expect((await view(id)).state).toBe('answered');
  });

  it.each(['machine_start', 'machine_end_beep', 'fax'])('says no PIN to %s', async (answeredBy) => {
    const { id, sid, pin } = await aSentPin('voice');
    const answer = await signed(`voice/${id}`, {
      CallSid: sid,
      CallStatus: 'in-progress',
      AnsweredBy: answeredBy,
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain(spokenDigits(pin));
    await signed(`status/${id}`, { CallSid: sid, CallStatus: 'completed' });
    expect(await view(id)).toMatchObject({ state: 'failed', reason: 'answering_machine' });
  });

  it('says the PIN to a person whom the provider took for a machine, once a key is pressed', async () => {
    const { id, sid, pin } = await aSentPin('voice');
    const machine = { CallSid: sid, CallStatus: 'in-progress', AnsweredBy: 'machine_start' };
    const first = await signed(`voice/${id}`, machine);
    expect(first.body).toContain('お聞きになる場合は1を');
    await signed(`status/${id}`, machine);
    const keyed = await signed(`voice/${id}/key`, { CallSid: sid, Digits: '1' });
    expect(keyed.body).toContain(spokenDigits(pin));
    await bed.spoken(id);
    await signed(`status/${id}`, { ...machine, CallStatus: 'completed' });
    expect(await view(id)).toMatchObject({ state: 'delivered', reason: null });
  });

  it.each([
    ['whose PIN has expired', "not_after = now() - interval '1 second'"],
    ['that is over', "state = 'delivered'"],
  ])('says no PIN in a call %s', async (_, change) => {
    const { id, sid, pin } = await aSentPin('voice');
    await bed.db.query(`UPDATE notification SET ${change} WHERE id = $1`, [id]);
    const answer = await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
    expect(answer.body).not.toContain(spokenDigits(pin));
  });

  it('says no PIN that a newer one has made void', async () => {
    const { id, sid, pin, message } = await aSentPin('voice');
    await bed.db.transaction((tx) =>
      bed.app.get(NotificationOutbox).enqueue(tx, { ...message, nonce: testDeriver.nonce(), issue: 2 }),
    );
    const answer = await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
    expect(answer.body).not.toContain(spokenDigits(pin));
  });

  it('says no PIN that is made void while it is being put together', async () => {
    const { id, sid, pin, message } = await aSentPin('voice');
    const reader = bed.app.get(MessageReader);
    const read = reader.read.bind(reader);
    vi.spyOn(reader, 'read').mockImplementationOnce(async (notificationId) => {
      const put = await read(notificationId);
      await bed.app.get(NotificationOutbox).revoke(bed.db.manager, message.challengeId);
      return put;
    });
    const answer = await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
    expect(answer.body).not.toContain(spokenDigits(pin));
    expect((await rowOf(bed.db, id)).spokenAt).toBeNull();
  });

  it('says no PIN in another call', async () => {
    const { id, pin } = await aSentPin('voice');
    const answer = await signed(`voice/${id}`, { CallSid: 'CA-other', CallStatus: 'in-progress' });
    expect(answer.body).not.toContain(spokenDigits(pin));
  });

  it('says no PIN of an SMS', async () => {
    const { id, sid, pin } = await aSentPin('sms');
    const answer = await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
    expect(answer.body).not.toContain(spokenDigits(pin));
  });

  it.each(['1', '5', '#', '*'])(
    'says it again when %s is pressed, whatever was heard before',
    async (key) => {
      const { id, sid, pin } = await aSentPin('voice');
      await signed(`voice/${id}`, { CallSid: sid, CallStatus: 'in-progress' });
      const again = await signed(`voice/${id}/key`, { CallSid: sid, Digits: key });
      expect(again.body).toContain(spokenDigits(pin));
      expect(bed.reports).toEqual([]);
    },
  );

  it('is not said without end, however many keys are pressed', async () => {
    const { id, sid, pin } = await aSentPin('voice');
    const press = () => signed(`voice/${id}/key`, { CallSid: sid, Digits: '5' });
    for (let time = 0; time < 6; time++) expect((await press()).body).toContain(spokenDigits(pin));
    expect((await press()).body).not.toContain(spokenDigits(pin));
  });

  it('takes 9 for それは私ではありません even when the PIN is void', async () => {
    const { id, sid } = await aSentPin('voice', -1);
    await signed(`voice/${id}/key`, { CallSid: sid, Digits: '9' });
    await signed(`voice/${id}/key`, { CallSid: 'CA-other', Digits: '9' });
    expect(bed.reports.map(({ notificationId }) => notificationId)).toEqual([id]);
  });

  it('takes 9 for それは私ではありません', async () => {
    const { id, sid, message, customerId } = await aSentPin('voice');
    const answer = await signed(`voice/${id}/key`, { CallSid: sid, Digits: '9' });
    expect(answer.body).toContain('停止し');
    expect(bed.reports).toEqual([{ notificationId: id, customerId, challengeId: message.challengeId }]);
  });
});
