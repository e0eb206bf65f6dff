import { describe, expect, it } from 'vitest';
import { Canaries } from './canaries.ts';

describe('Canaries', () => {
  const canaries = new Canaries();
  canaries.pin('pin', '048213');
  canaries.secret('password', 'kanaria-no-uta-31');
  canaries.phone('phone', '+819011132770');
  canaries.address('address', 'kanaria@mail.example');

  it.each([
    ['pin', 'PINコードは「048213」です'],
    ['pin', '{"code":"048213"}'],
    ['pin', '0 4 8 2 1 3'],
    ['pin', '312840'],
    ['pin', 'ゼロ、よん、はち、に、いち、さん'],
    ['pin', '０４８２１３'],
    ['pin', 'MDQ4MjEz'],
    ['password', 'x kanaria-no-uta-31 y'],
    ['password', Buffer.from('kanaria-no-uta-31').toString('hex')],
    ['phone', '+819011132770'],
    ['phone', '09011132770'],
    ['phone', '090-1113-2770'],
    ['phone', '+81 90 1113 2770'],
    ['address', 'to=kanaria%40mail.example'],
    ['address', 'Kanaria@mail.example'],
  ])('finds a %s in %s', (name, text) => {
    expect(canaries.in(text)).toEqual([name]);
  });

  it.each(['1048213', '0482130', '12.048213', '01890000-0000-4000-8000-048213048213', '***-****-*770'])(
    'finds nothing in %s',
    (text) => {
      expect(canaries.in(text)).toEqual([]);
    },
  );
});
