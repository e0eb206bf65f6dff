/** Passkeys need a domain name: they do not work at an IP address, and older browsers do not support them. */
export function passkeysFit(): boolean {
  return 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname);
}
