import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeepable, namesKeyTwice } from './json-body';

describe('namesKeyTwice', () => {
  it.each([
    '{"pin":"1","pin":"2"}',
    '{"pin":"1","p\\u0069n":"2"}',
    '{"a":{"pin":1},"b":[{"c":1,"c":2}]}',
    '{"a" :1,"b":2,\n"a"\t: 3}',
    '{"":1,"":2}',
  ])('sees the second key of %s', (json) => {
    expect(namesKeyTwice(json)).toBe(true);
  });

  it.each([
    '{"pin":"pin","code":"pin"}',
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":1,","b":"{"}',
    '["a","a"]',
    '"a"',
    '{}',
  ])('sees none in %s', (json) => {
    expect(namesKeyTwice(json)).toBe(false);
  });

  it('lets pass whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(namesKeyTwice(JSON.stringify(value))).toBe(false);
      }),
    );
  });
});

describe('isKeepable', () => {
  it.each(['\0', 'a\0b', '\ud800', { a: ['b', { c: '\udc00x' }] }, { 'k\0': 1 }])(
    'is not what PostgreSQL would fail at: %j',
    (value) => {
      expect(isKeepable(value)).toBe(false);
    },
  );

  it.each(['', '髙島 💣', { a: [1, null, true, 'b'] }, 7, null])('is everything else: %j', (value) => {
    expect(isKeepable(value)).toBe(true);
  });
});
