import type { DeliveryOverview, NotificationLog, PinRun } from '@daiko/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

const REASON = '通信会社の障害のため、発信が遅れています。';

describe('運用', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start({ RUNS_PER_ADDRESS_HOURLY: '1000', RUNS_PER_ADDRESS_DAILY: '1000' });
    operator = await bed.operator();
  });
  afterEach(async () => {
    for (const table of ['notification', 'mail_link', 'pin_challenge', 'channel_outage']) {
      await bed.db.query(`DELETE FROM ${table}`);
    }
  });
  afterAll(() => bed.stop());

  const read = ({ text }: Answer): unknown => JSON.parse(text);
  const runIn = (answer: Answer) => read(answer) as PinRun;
  const overview = async () => read(await operator.get('operations/delivery')) as DeliveryOverview;
  const log = async (query = '') =>
    read(await operator.get(`operations/notifications${query}`)) as NotificationLog;
  const recover = async (phone = TARO.mobile): Promise<{ visitor: Visitor; answer: Answer }> => {
    const visitor = bed.visitor();
    return { visitor, answer: await visitor.post('login-id-resets', { customerId: TARO.customerId, phone }) };
  };
  /** A PIN on record, of a customer or, with a phone that is nobody's, of a decoy. */
  const sentPin = async (channel: string, phone?: string) => {
    const { visitor, answer } = await recover(phone);
    await visitor.issuePin(answer, channel);
    return visitor;
  };
  const set = (columns: string) => bed.db.query(`UPDATE notification SET ${columns}`);
  const lastAudit = async () => {
    const [row] = await bed.db.query<unknown[]>(
      'SELECT event, actor, subject, detail FROM audit_event ORDER BY id DESC LIMIT 1',
    );
    return row;
  };
  const waited = (seconds: number) =>
    set(`created_at = now() - interval '${seconds} seconds', due_at = now() - interval '${seconds} seconds'`);
  const resend = (id: string) => operator.post(`operations/notifications/${id}/resend`);
  const onlyId = async () => (await log()).notifications[0]!.id;

  describe('for whom', () => {
    const ROUTES = [
      ['GET', 'operations/delivery'],
      ['GET', 'operations/notifications'],
      ['GET', 'operations/messages'],
      ['POST', 'operations/notifications/01890000-0000-7000-8000-000000000000/resend'],
      ['POST', 'operations/outages'],
      ['DELETE', 'operations/outages/voice'],
    ] as const;
    const call = (visitor: Visitor, method: 'GET' | 'POST' | 'DELETE', path: string) =>
      visitor.send({ method, path: `/api/${path}`, body: method === 'POST' ? '{}' : undefined });

    it.each(ROUTES)('%s %s is closed to everybody who is not signed in', async (method, path) => {
      const { status, code } = await call(bed.visitor(), method, path);
      expect([status, code]).toEqual([401, 'session.absent']);
    });

    it.each(ROUTES)('%s %s is closed to dealers', async (method, path) => {
      const { status, code } = await call(await bed.steppedUp(), method, path);
      expect([status, code]).toEqual([403, 'session.operator_required']);
    });
  });

  describe('the board of the queues', () => {
    const board = (visitor: Visitor, path = '', method: 'GET' | 'PUT' | 'POST' = 'GET') =>
      visitor.send({ method, path: `/ops/queues${path}` });

    it('is no address for anybody but operators', async () => {
      for (const visitor of [bed.visitor(), await bed.steppedUp()]) {
        for (const path of ['', '/', '/api/queues', '/static/js/main.js']) {
          expect((await board(visitor, path)).code).toBe('route.unknown');
        }
      }
    });

    it('shows operators ids of notifications and nothing else', async () => {
      await sentPin('sms');
      const page = await board(operator);
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
      const { status, text } = await board(
        operator,
        '/api/queues?activeQueue=notification-sms&status=latest',
      );
      expect(status).toBe(200);
      const { queues } = JSON.parse(text) as {
        queues: { name: string; readOnlyMode: boolean; jobs: { data: object }[] }[];
      };
      expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
        ['notification-voice', true],
        ['notification-sms', true],
        ['notification-email', true],
      ]);
      const jobs = queues.flatMap((queue) => queue.jobs);
      expect(jobs.length).toBeGreaterThan(0);
      for (const { data } of jobs) expect(Object.keys(data)).toEqual(['notificationId']);
    });

    it('changes nothing', async () => {
      for (const method of ['PUT', 'POST'] as const) {
        const { code } = await board(operator, '/api/queues/notification-sms/pause', method);
        expect(['route.unknown', 'method.not_allowed']).toContain(code);
      }
    });
  });

  describe('いまの状況', () => {
    it('counts what waits, is being sent and failed, without decoys', async () => {
      await sentPin('sms');
      await sentPin('sms', '090-2222-0001');
      expect(await overview()).toMatchObject({ waiting: 1, sending: 0, failed: 0, lockOuts: 0 });
      await set(`state = 'sending', lease_until = now() + interval '20 seconds'`);
      expect(await overview()).toMatchObject({ waiting: 0, sending: 1 });
      await set(`state = 'failed', failed_at = now(), failure = 'unreachable', lease_until = NULL`);
      expect(await overview()).toMatchObject({ failed: 1, failedByChannel: [{ channel: 'sms', failed: 1 }] });
    });

    it('says how many arrived and how long a PIN took', async () => {
      for (const seconds of [2, 4, 10]) {
        await sentPin('sms');
        await bed.db.query(
          `UPDATE notification SET state = 'delivered', delivered_at = created_at + $1 * interval '1 second'
            WHERE state = 'pending'`,
          [seconds],
        );
        await bed.db.query(`UPDATE notification SET created_at = created_at - interval '10 minutes',
          delivered_at = delivered_at - interval '10 minutes', destination_key = gen_random_uuid()::text::bytea`);
      }
      const { channels, pinP50Seconds, pinP95Seconds } = await overview();
      expect(pinP50Seconds).toBeCloseTo(4, 3);
      expect(pinP95Seconds).toBeCloseTo(9.4, 3);
      const sms = channels.find(({ channel }) => channel === 'sms');
      expect(sms).toMatchObject({ messages: 3, over: 3, succeeded: 3 });
      expect(sms?.trend).toHaveLength(12);
    });

    it('raises an alarm when a PIN has waited for more than 30 seconds', async () => {
      await sentPin('sms');
      await waited(29);
      expect((await overview()).alarms).toEqual([]);
      await waited(38);
      const { alarms, oldestWaitingSeconds } = await overview();
      expect(alarms).toMatchObject([{ code: 'pin_late', channel: 'sms' }]);
      expect(alarms[0]?.seconds).toBeGreaterThan(38);
      expect(oldestWaitingSeconds).toBeGreaterThan(38);
    });

    it('counts runs that five wrong PINs ended', async () => {
      const visitor = await sentPin('sms');
      for (let attempt = 0; attempt < 5; attempt++) {
        await visitor.post('login-id-resets/completion', { code: '000000', email: 'a@mail.example' });
      }
      expect((await overview()).lockOuts).toBe(1);
    });
  });

  describe('通知の一覧', () => {
    it('shows masks, no decoys, and neither PIN nor whole address', async () => {
      await sentPin('sms');
      await sentPin('email');
      await sentPin('sms', '090-2222-0001');
      const answer = await operator.get('operations/notifications');
      const { notifications, counts } = read(answer) as NotificationLog;
      expect(notifications.map(({ target, kind, state }) => [target, kind, state])).toEqual([
        ['ka*****@gmail.com', 'pin', 'pending'],
        ['***-****-*770', 'pin', 'pending'],
      ]);
      expect(counts).toEqual({ all: 2, failed: 0, waiting: 2 });
      expect(answer.text).not.toContain('kankyo@gmail.com');
      expect(answer.text).not.toContain('11112770');
      expect(answer.text).not.toContain(await bed.lastPin());
    });

    it('narrows by state, channel and kind', async () => {
      await sentPin('sms');
      await sentPin('email');
      await bed.db.query(`UPDATE notification SET state = 'failed' WHERE channel = 'sms'`);
      const targets = async (query: string) =>
        (await log(query)).notifications.map(({ channel }) => channel).join();
      expect(await targets('?group=failed')).toBe('sms');
      expect(await targets('?group=waiting')).toBe('email');
      expect(await targets('?channel=email')).toBe('email');
      expect(await targets('?kind=password_link')).toBe('');
    });

    it('refuses a filter that it does not know', async () => {
      for (const query of ['?group=all', '?role=operator', '?after=1', '?channel=fax']) {
        expect((await operator.get(`operations/notifications${query}`)).code).toBe('request.invalid');
      }
    });

    it('has pages that neither repeat nor lose a row while new ones come', async () => {
      await bed.db.query(
        `INSERT INTO notification (template, channel, customer_id, key_id, reference, not_after, state, created_at)
         SELECT 'password_changed', 'email', $1, 'dev-test', 'K7-402', now(), 'sent', now() - row * interval '1 microsecond'
           FROM generate_series(1, 120) AS row`,
        [TARO.customerId],
      );
      const seen: string[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page: NotificationLog = await log(after === '' ? '' : `?after=${after}`);
        seen.push(...page.notifications.map(({ id }) => id));
        after = page.next;
        await sentPin('sms', '090-2222-0002');
      }
      expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
    });
  });

  describe('再送', () => {
    it('sends a failed PIN anew, as the same PIN to the same place', async () => {
      const visitor = await sentPin('sms');
      const id = await onlyId();
      const pin = await bed.lastPin();
      await set(`state = 'failed', failed_at = now(), failure = 'unreachable', provider_id = 'SM1'`);
      expect((await resend(id)).status).toBe(204);
      expect(await bed.lastPin()).toBe(pin);
      expect(await lastAudit()).toMatchObject({
        event: 'notification.resent',
        actor: '00000101',
        subject: TARO.customerId,
        detail: { notification: id },
      });
      expect((await log()).notifications.map(({ state, mayResend }) => [state, mayResend])).toEqual([
        ['pending', false],
        ['failed', false],
      ]);
      expect(runIn(await visitor.get('pin-run')).pin?.delivery.state).toBe('queued');
      expect((await resend(id)).code).toBe('notification.not_resendable');
    });

    it('lets a message that waits for its next attempt go at once', async () => {
      await sentPin('sms');
      await set(`state = 'retry', due_at = now() + interval '5 minutes'`);
      expect((await resend(await onlyId())).status).toBe(204);
      const [row] = await bed.db.query(`SELECT state, due_at <= now() AS due FROM notification`);
      expect(row).toEqual({ state: 'retry', due: true });
    });

    it.each([
      ['whose 15 minutes are over', `not_after = now()`],
      ['that arrived', `state = 'delivered'`],
      ['that is being sent', `state = 'sending'`],
    ])('refuses a PIN %s', async (_, columns) => {
      await sentPin('sms');
      await set(`state = 'failed'`);
      await set(columns);
      const id = await onlyId();
      expect((await log()).notifications[0]?.mayResend).toBe(false);
      expect((await resend(id)).code).toBe('notification.not_resendable');
      expect((await log()).notifications).toHaveLength(1);
    });

    it('refuses a PIN whose contact was retired meanwhile', async () => {
      await sentPin('sms');
      await set(`state = 'failed'`);
      const id = await onlyId();
      const contact = '(SELECT contact_point_id FROM notification)';
      await bed.db.query(`UPDATE contact_point SET retired_at = now() WHERE id = ${contact}`);
      expect((await log()).notifications[0]?.mayResend).toBe(false);
      expect((await resend(id)).code).toBe('notification.not_resendable');
      await bed.db.query(`UPDATE contact_point SET retired_at = NULL WHERE id = ${contact}`);
      expect((await resend(id)).status).toBe(204);
    });

    it.each(['used_at', 'superseded_at'])('refuses a mail whose link has %s', async (column) => {
      await sentPin('email');
      await set(`state = 'failed'`);
      const id = await onlyId();
      await bed.db.query(
        `WITH link AS (
           INSERT INTO mail_link (purpose, customer_id, key_id, nonce, token_hash, expires_at)
           VALUES ('password', $1, 'none', '\\x00', '\\x00', now() + interval '1 hour') RETURNING id)
         UPDATE notification SET mail_link_id = link.id, template = 'password_link' FROM link`,
        [TARO.customerId],
      );
      expect((await log()).notifications[0]?.mayResend).toBe(true);
      await bed.db.query(`UPDATE mail_link SET ${column} = now()`);
      expect((await resend(id)).code).toBe('notification.not_resendable');
    });

    it('knows no decoy', async () => {
      await sentPin('sms', '090-2222-0001');
      await set(`state = 'failed'`);
      const [decoy] = await bed.db.query<{ id: string }[]>('SELECT id FROM notification');
      expect((await resend(decoy!.id)).code).toBe('notification.unknown');
    });

    it('of two operators at once lets one succeed', async () => {
      await sentPin('sms');
      await set(`state = 'failed'`);
      const id = await onlyId();
      const answers = await Promise.all(Array.from({ length: 10 }, () => resend(id)));
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      expect((await log()).notifications).toHaveLength(2);
    });
  });

  describe('停止', () => {
    const stop = (reason: string = REASON) =>
      operator.post('operations/outages', { channel: 'voice', reason });

    beforeEach(async () => {
      expect((await stop()).status).toBe(204);
    });

    const channelsIn = (answer: Answer) => new Set(runIn(answer).destinations.map(({ channel }) => channel));

    it('hides the channel and says why, to a known pair and to one that is nobody’s alike', async () => {
      for (const phone of [TARO.mobile, '090-2222-0003']) {
        const { answer } = await recover(phone);
        expect(channelsIn(answer)).not.toContain('voice');
        expect(channelsIn(answer)).toContain('sms');
        expect(runIn(answer).outages).toEqual([{ channel: 'voice', reason: REASON }]);
      }
    });

    it('refuses the channel to a page that still shows it', async () => {
      await operator.send({ method: 'DELETE', path: '/api/operations/outages/voice' });
      const { visitor, answer } = await recover();
      await stop();
      const { code } = await visitor.issuePin(answer, 'voice');
      expect(code).toBe('destination.outage');
    });

    it('keeps the name of a destination to which a PIN is on its way', async () => {
      await operator.send({ method: 'DELETE', path: '/api/operations/outages/voice' });
      const visitor = await sentPin('voice');
      await stop();
      const run = runIn(await visitor.get('pin-run'));
      expect(run.pin?.sentTo).toBe('****-**-*300 (自動音声)');
    });

    it('names the reason and the operator in the console, and refuses a second one', async () => {
      const voice = (await overview()).channels.find(({ channel }) => channel === 'voice');
      expect(voice?.outage).toMatchObject({ reason: REASON, by: '職員 花子' });
      expect((await stop()).code).toBe('outage.open');
    });

    it('ends with 再開', async () => {
      const again = { method: 'DELETE', path: '/api/operations/outages/voice' } as const;
      expect((await operator.send(again)).status).toBe(204);
      expect(await lastAudit()).toMatchObject({
        event: 'operations.changed',
        actor: '00000101',
        detail: { act: 'outage.ended', channel: 'voice' },
      });
      expect(channelsIn((await recover()).answer)).toContain('voice');
      expect((await operator.send(again)).code).toBe('outage.unknown');
    });

    it('asks for a reason of 1 to 100 characters in one line', async () => {
      const codes = await Promise.all(
        ['', '　 ', 'あ'.repeat(101), 'a\nb'].map(async (reason) => {
          const { text } = await stop(reason);
          return (JSON.parse(text) as { errors: { code: string }[] }).errors[0]?.code;
        }),
      );
      expect(codes).toEqual([
        'outage_reason.required',
        'outage_reason.required',
        'outage_reason.too_long',
        'field.line_break',
      ]);
    });
  });
});
