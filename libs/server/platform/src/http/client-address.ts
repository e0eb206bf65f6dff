import type { FastifyRequest } from 'fastify';
import { BlockList, isIPv4 } from 'node:net';

/**
 * The address that a limit counts on. IPv4 is used as it is (also when written as `::ffff:…`); IPv6 is reduced to its
 * /64, the network of one household or one attacker. Fastify uses forwarding headers only behind a proxy named in
 * TRUST_PROXY.
 */
export function clientAddress(request: Pick<FastifyRequest, 'ip'>): string {
  return networkOf(request.ip);
}

/** @param address as the socket or a trusted proxy gives it @returns `203.0.113.7` or `2001:db8:0:1::/64` */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^(?:0*:)*:?(?:0{0,4}:)*ffff:([\d.]+)$/.exec(bare)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (isIPv4(bare)) return bare;
  const groups = expand(bare);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [groups[6], groups[7]].map((group = 0) => `${group >> 8}.${group & 0xff}`).join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

function expand(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const groupsOf = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  return [...front, ...Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back];
}

/** The proxies of TRUST_PROXY in the form that Fastify expects: a list, or false for none. */
export function trustedProxies(setting: string): string[] | false {
  const proxies = setting
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const check = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) check.addAddress(address, family);
    else check.addSubnet(address, Number(prefix), family);
  }
  return proxies.length > 0 ? proxies : false;
}

/** Whether TRUST_PROXY names proxies: addresses or networks, but not the network of all addresses. */
export function areProxies(setting: string): boolean {
  try {
    const proxies = trustedProxies(setting);
    return proxies === false || proxies.every((proxy) => !/\/0+$/.test(proxy));
  } catch {
    return false;
  }
}
