import { describe, expect, it } from 'vitest';
import { readPageNumber, readSearch } from './search-query';

const address = (text: string) => new URLSearchParams(text);

describe('the search that an address asks for', () => {
  it('is what stands there, an お客様ID in its exact form', () => {
    expect(
      readSearch(address('query=かんきょう&parent=０１０５８７３４&rank=shop&login=several&after=01058740')),
    ).toEqual({
      query: 'かんきょう',
      parent: '01058734',
      rank: 'shop',
      memberClass: undefined,
      login: 'several',
      after: '01058740',
    });
  });

  it('leaves out what was never offered', () => {
    const { parent, login, after } = readSearch(address('parent=x&login=all&after=1'));
    expect([parent, login, after]).toEqual([undefined, undefined, undefined]);
  });

  it('is on the first page unless it goes on after somebody', () => {
    expect(readPageNumber(address('page=3'))).toBe(1);
    expect(readPageNumber(address('page=3&after=01058740'))).toBe(3);
    expect(readPageNumber(address('page=x&after=01058740'))).toBe(1);
  });
});
