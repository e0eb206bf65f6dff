import { startStandIns } from './stand-ins.ts';

/** The stand-ins as a process of their own: settings from the environment, stopped by SIGTERM. */
const standIns = await startStandIns({
  accountSid: process.env['TWILIO_ACCOUNT_SID'] ?? '',
  authToken: process.env['TWILIO_AUTH_TOKEN'] ?? '',
  httpPort: Number(process.env['STAND_INS_HTTP_PORT'] ?? 0),
  smtpPort: Number(process.env['STAND_INS_SMTP_PORT'] ?? 0),
  secondSmtpPort: Number(process.env['STAND_INS_SECOND_SMTP_PORT'] ?? 0),
});
console.log(`stand-ins: ${standIns.httpUrl} ${standIns.smtpUrl}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void standIns.stop());
}
