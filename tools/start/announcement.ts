import type { Running } from './system.ts';

/** What a person needs to know of the system that is up. */
export function announcement({ address, environment, logs }: Running, milliseconds: number): string {
  const inDevelopment = environment['APP_ENV'] === 'development';
  const lines = [
    `\n業務代行クラウドシステム is running (${(milliseconds / 1000).toFixed(1)} s)\n`,
    `  Address      ${address}`,
    inDevelopment && '  Demo login   kankyo@gmail.com / midori-no-kaze-2026  (お客様ID 01058734 環境 太郎)',
    inDevelopment && '  Operator     hanako@daiko.example / the same  (お客様ID 00000101 職員 花子)',
    inDevelopment &&
      '  Legacy login keiri-midorikawa / kaze2019  (お客様ID 01058781 緑川販売(有), three logins to make one)',
    inDevelopment && `  Inbox        ${address}/dev/inbox`,
    inDevelopment &&
      `  Passkeys     at ${address.replace('127.0.0.1', 'localhost')} (browsers know them by names alone)`,
    `  Logs         ${logs}`,
    '\nCtrl-C stops it; the data stays. Begin anew: npm start -- --fresh',
  ];
  return lines.filter((line) => line !== false).join('\n');
}
