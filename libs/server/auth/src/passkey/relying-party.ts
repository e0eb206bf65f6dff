import { PRODUCT_NAME } from '@daiko/contracts';
import type { AppConfig } from '@daiko/server-platform';

/** For whom passkeys are made, in the words of WebAuthn. */
export interface RelyingParty {
  /** The host name that passkeys belong to. */
  id: string;
  /** The one place at which they are made and used. */
  origin: string;
  name: string;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * From PUBLIC_BASE_URL alone, never from a request's Host. Passkeys belong to names, not to addresses: a development
 * server at a loopback address has them as `localhost`, which is the same machine. Production is https at a name.
 */
export function relyingParty({ values }: AppConfig): RelyingParty {
  const url = new URL(values.PUBLIC_BASE_URL);
  if (LOOPBACK.test(url.hostname)) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin, name: PRODUCT_NAME };
}
