import type { AddressInfo } from 'node:net';
import type { PinRun } from '@daiko/contracts';
import { PinRunService } from '@daiko/server-pin';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { problemIn, type Visitor } from '../support/visitor';

describe('the stream of a run', () => {
  let bed: ApiBed;
  let origin: string;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(bed.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => bed.stop());

  it('is refused to whoever has no run, before it begins', async () => {
    const stranger = bed.visitor();
    expect(problemIn(await stranger.get('pin-run/progress')).code).toBe('pin_run.absent');
    stranger.cookies.set('__Host-run', 'a'.repeat(43));
    expect(problemIn(await stranger.get('pin-run/progress')).code).toBe('pin_run.absent');
  });

  it('sends the run as it is, again whenever something changes, and ends with the run', async () => {
    const visitor = bed.visitor();
    const opened = await visitor.post('login-id-resets', { customerId: TARO.customerId, phone: TARO.mobile });
    const seen: string[] = [];
    for await (const { state, pin } of follow(visitor)) {
      seen.push(`${state} ${pin?.delivery.state ?? '-'}`);
      if (seen.length === 1) await visitor.issuePin(opened);
      if (seen.at(-1) === 'waiting queued')
        await bed.db.query("UPDATE notification SET state = 'sending', sending_at = now()");
      if (seen.at(-1) === 'waiting sending') await visitor.send({ method: 'DELETE', path: '/api/pin-run' });
    }
    expect([...new Set(seen)]).toEqual(['choosing -', 'waiting queued', 'waiting sending', 'ended sending']);
  });

  it('misses no step whose second began between two looks', async () => {
    const visitor = bed.visitor();
    const opened = await visitor.post('login-id-resets', { customerId: TARO.customerId, phone: TARO.mobile });
    await bed.db.query("UPDATE notification SET created_at = created_at - interval '1 day'");
    await visitor.issuePin(opened);
    const [[sent]] = await bed.db.query<[{ id: string; looked: Date }[]]>(
      `UPDATE notification SET state = 'sending', sending_at = now() - interval '2 seconds'
        WHERE challenge_id = (SELECT id FROM pin_challenge ORDER BY created_at DESC LIMIT 1)
        RETURNING challenge_id AS id, now() - interval '4 seconds' AS looked`,
    );
    const ms = await bed.app.get(PinRunService).untilNextStep(sent!.id, sent!.looked.toISOString());
    expect(ms).toBeLessThanOrEqual(0);
  });

  it('of a few tabs are served, and more are refused until one is closed', async () => {
    const visitor = bed.visitor();
    await visitor.post('login-id-resets', { customerId: TARO.customerId, phone: TARO.mobile });
    const headers = { cookie: `__Host-run=${visitor.cookies.get('__Host-run') ?? ''}` };
    const tabs = Array.from({ length: 12 }, () => new AbortController());
    const answers = await Promise.all(
      tabs.map(({ signal }) => fetch(`${origin}/api/pin-run/progress`, { headers, signal })),
    );
    const served = answers.map(({ status }) => status === 200);
    expect(served.filter(Boolean)).toHaveLength(4);
    const refused = answers.find(({ status }) => status !== 200)!;
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    tabs[served.indexOf(true)]!.abort();
    const next = new AbortController();
    await vi.waitFor(async () => {
      const { status } = await fetch(`${origin}/api/pin-run/progress`, { headers, signal: next.signal });
      expect(status).toBe(200);
    });
    for (const tab of [...tabs, next]) tab.abort();
  });

  async function* follow(visitor: Visitor): AsyncGenerator<PinRun> {
    const cookie = `__Host-run=${visitor.cookies.get('__Host-run') ?? ''}`;
    const response = await fetch(`${origin}/api/pin-run/progress`, { headers: { cookie } });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toMatch(/no-store|no-cache/);
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      for (const [, data = ''] of decoder.decode(part).matchAll(/^data: (.*)$/gm))
        yield JSON.parse(data) as PinRun;
    }
  }
});
