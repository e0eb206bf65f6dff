import { PRODUCT_NAME } from '@daiko/contracts';
import type { AppConfig } from '@daiko/server-platform';

/** The site for which passkeys are made, in WebAuthn's terms. */
export interface RelyingParty {
  /** The host name to which passkeys belong. */
  id: string;
  /** The only origin at which they are made and used. */
  origin: string;
  name: string;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Built only from PUBLIC_BASE_URL, never from the Host header of a request. Passkeys belong to names, not to
 * addresses: a development server at a loopback address uses `localhost`, which is the same machine. Production uses
 * https and a name.
 */
export function relyingParty({ values }: AppConfig): RelyingParty {
  const url = new URL(values.PUBLIC_BASE_URL);
  if (LOOPBACK.test(url.hostname)) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin, name: PRODUCT_NAME };
}
