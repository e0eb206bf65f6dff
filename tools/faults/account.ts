/** The account that the stand-ins know and the system uses. */
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const TOKEN = 'token-of-the-stand-in';
