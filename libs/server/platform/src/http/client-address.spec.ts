import { describe, expect, it } from 'vitest';
import { networkOf, trustedProxies } from './client-address';

describe('the address a limit counts on', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0001:0000:0000:0000:0002', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('trusts no proxy unless it is named', () => {
    expect(trustedProxies('')).toBe(false);
    expect(trustedProxies(' 10.0.0.1, 172.30.9.0/24 ')).toEqual(['10.0.0.1', '172.30.9.0/24']);
    expect(() => trustedProxies('everybody')).toThrow();
  });
});
