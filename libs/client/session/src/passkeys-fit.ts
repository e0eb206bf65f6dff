/** Passkeys belong to names: at a bare address there are none, and older browsers know nothing of them. */
export function passkeysFit(): boolean {
  return 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname);
}
