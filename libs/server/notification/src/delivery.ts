// The worker's entry, apart from index.ts: whoever imports that must not load Twilio's client and SMTP.
export * from './notification-delivery.module';
