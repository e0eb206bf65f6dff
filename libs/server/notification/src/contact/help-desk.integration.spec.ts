import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkDatabase } from '../../test/messages';
import { HelpDeskService } from './help-desk.service';

const HEAD_OFFICE = { HEAD_OFFICE_PHONE: '03-1234-5678', HEAD_OFFICE_HOURS: '平日 9時から17時' };

describe('whom a customer calls', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await networkDatabase();
    const tx = database.db.manager;
    const dealer = (id: string, name: string) => aCustomer(id).named(name, 'ダイリテン').ranked('dealer');
    await dealer('01060001', '藤沢代理店').below(HEAD_OFFICE_ID).withLandline('0466-12-3300').save(tx);
    await dealer('01060002', '鎌倉代理店').below(HEAD_OFFICE_ID).withEmail('kamakura@mail.example').save(tx);
    await aCustomer('01060003').below('01060001').save(tx);
    await aCustomer('01060004').below('01060002').save(tx);
  });
  afterAll(() => database.drop());

  const desk = (settings: Record<string, string> = HEAD_OFFICE) =>
    new HelpDeskService(database.db, testConfig(settings));

  it('is the upstream dealer, with the telephone as it is dialled', async () => {
    expect(await desk().of('01060003')).toEqual({
      role: '上位店',
      name: '藤沢代理店',
      phone: '0466-12-3300',
    });
  });

  it('is the head office where the dealer has no telephone', async () => {
    expect(await desk().of('01060004')).toEqual({
      role: '本部',
      name: '環境保全研究所',
      phone: '03-1234-5678',
    });
    expect(await desk({}).of('01060004')).toBeNull();
  });

  it('is never at a telephone of the dealer that somebody changed a moment ago', async () => {
    const hold = (until: string) =>
      database.db.query(`UPDATE contact_point SET held_until = ${until} WHERE customer_id = '01060001'`);
    await hold(`now() + interval '1 minute'`);
    expect(await desk().of('01060003')).toMatchObject({ role: '本部' });
    await hold('now()');
    expect(await desk().of('01060003')).toMatchObject({ role: '上位店' });
  });

  it('is for everybody the head office, with where our messages come from', () => {
    const both = {
      TWILIO_SECOND_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
      TWILIO_SECOND_AUTH_TOKEN: 'token',
      TWILIO_SECOND_FROM_SMS: '+815012345678',
      TWILIO_SECOND_FROM_VOICE: '+815087654321',
    };
    const sender = { MAIL_FROM: '環境保全研究所(株) <no-reply@mail.daiko.example>' };
    expect(desk({ ...HEAD_OFFICE, ...both, ...sender }).publicContact()).toEqual({
      mailDomain: 'mail.daiko.example',
      callers: ['050-1234-5678', '050-8765-4321'],
      headOffice: { phone: '03-1234-5678', hours: '平日 9時から17時' },
    });
    expect(desk({}).publicContact()).toMatchObject({ callers: ['050-1234-5678'], headOffice: null });
  });
});
