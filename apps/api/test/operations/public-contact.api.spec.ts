import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';

describe('whom to call', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start({ HEAD_OFFICE_PHONE: '0312345678' });
  });
  afterAll(() => bed.stop());

  it('is told to everybody, with the domain and the number to let in', async () => {
    const { status, text } = await bed.visitor().get('public-contact');
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        mailDomain: 'daiko.example',
        callers: ['050-1234-5678'],
        headOffice: { phone: '03-1234-5678', hours: null },
      },
    ]);
  });

  it('is for the signed-in their upstream dealer', async () => {
    const visitor = bed.visitor();
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    const own = JSON.parse((await visitor.get('customers/me')).text) as { helpDesk: unknown };
    expect(own.helpDesk).toMatchObject({ phone: expect.stringMatching(/^0[\d-]+$/) as string });
  });
});
