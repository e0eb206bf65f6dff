// The entry for the worker. It is separate from index.ts, because code that imports index.ts must not load Twilio's
// client and SMTP.
export * from './notification-delivery.module';
