import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns, type StandIns } from '../../stand-ins.ts';
import { answerFaults, requestFaults } from './contract.ts';

const SID = `AC${'0'.repeat(32)}`;
const TOKEN = 'token-of-the-stand-in';
const SMS = { To: '+819011112770', From: '+815012345678', Body: 'PINコードは、「004217」になります。' };
const CALL = { To: '+81466123300', From: '+815012345678', Url: 'http://127.0.0.1:9/voice' };

describe('the stand-in for Twilio, held against Twilio’s document', () => {
  let standIns: StandIns;

  beforeAll(async () => {
    standIns = await startStandIns({ accountSid: SID, authToken: TOKEN, step: 1 });
  });
  afterAll(() => standIns.stop());

  const ask = async (method: string, path: string, form?: Record<string, string>) => {
    const response = await fetch(`${standIns.httpUrl}/2010-04-01/Accounts/${SID}${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}` },
      body: form ? new URLSearchParams(form) : null,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it.each([
    ['Messages', SMS],
    ['Calls', CALL],
  ])('creates, lists and shows %s in their shape', async (name, form) => {
    expect(requestFaults(`POST /${name}.json`, form)).toEqual([]);
    const made = await ask('POST', `/${name}.json`, form);
    expect(answerFaults(`POST /${name}.json`, made.status, made.body)).toEqual([]);
    const listed = await ask('GET', `/${name}.json?To=${encodeURIComponent(form.To)}`);
    expect(answerFaults(`GET /${name}.json`, listed.status, listed.body)).toEqual([]);
    expect(listed.body[name.toLowerCase()]).toHaveLength(1);
    const shown = await ask('GET', `/${name}/${String(made.body['sid'])}.json`);
    expect(answerFaults(`GET /${name}/{Sid}.json`, shown.status, shown.body)).toEqual([]);
  });

  it('ends a call in its shape', async () => {
    const made = await ask('POST', '/Calls.json', CALL);
    const ended = await ask('POST', `/Calls/${String(made.body['sid'])}.json`, { Status: 'canceled' });
    expect(requestFaults('POST /Calls/{Sid}.json', { Status: 'canceled' })).toEqual([]);
    expect(answerFaults('POST /Calls/{Sid}.json', ended.status, ended.body)).toEqual([]);
  });
});

describe('Twilio’s document', () => {
  it('finds names, types and values that are wrong', () => {
    expect(requestFaults('POST /Messages.json', { ...SMS, ValidityPeriode: '900' })).toEqual([
      'request.ValidityPeriode: unknown',
    ]);
    expect(requestFaults('POST /Messages.json', { ...SMS, RiskCheck: 'perhaps' })).toHaveLength(1);
    expect(requestFaults('POST /Calls.json', { From: CALL.From })).toEqual(['request.To: missing']);
    const sid = `SM${'0'.repeat(32)}`;
    const list = { messages: [{ sid, status: 'lost' }, { sid: 'CA1' }] };
    expect(answerFaults('GET /Messages.json', 200, list)).toHaveLength(2);
  });
});
