import { describe, expect, it } from 'vitest';
import { readRegistrationNumber } from './registration-number';

describe('登録番号', () => {
  it.each(['T7000012050002', 'T8700110005901', 'T1180301018771'])('takes %s, which is in use', (number) => {
    expect(readRegistrationNumber(number)).toEqual({ value: number });
  });

  it.each([' Ｔ７０００-０１２０５０００２', '7000012050002', 't 7 0000 1205 0002'])(
    'reads %s as it was meant',
    (text) => {
      expect(readRegistrationNumber(text)).toEqual({ value: 'T7000012050002' });
    },
  );

  it.each(['', 'T', 'T700001205000', 'T70000120500021', 'X7000012050002', 'T700001205000A'])(
    'refuses %s for its shape',
    (text) => {
      expect(readRegistrationNumber(text)).toEqual({ code: 'registration_number.malformed' });
    },
  );

  it('finds every digit that is one off', () => {
    for (let place = 0; place < 13; place++) {
      const digits = [...'7000012050002'];
      digits[place] = String((Number(digits[place]) + 1) % 9);
      expect(readRegistrationNumber(`T${digits.join('')}`).code).toBe('registration_number.mistyped');
    }
  });

  it('finds two neighbours that changed places', () => {
    expect(readRegistrationNumber('T7000012500002').code).toBe('registration_number.mistyped');
  });
});
