import { describe, expect, it } from 'vitest';
import { greeting } from './mail-closing';
import type { MessageFacts } from './message-facts';

const to = (customerName: string | null) => greeting({ customerName } as MessageFacts);

describe('the first line of a mail', () => {
  it('addresses a person, a corporation, and nobody whose name is not known', () => {
    expect(to('環境 太郎')).toEqual(['環境 太郎 様', '']);
    expect(to('(有)みどり商会')).toEqual(['(有)みどり商会 御中', '']);
    expect(to(null)).toEqual([]);
  });
});
