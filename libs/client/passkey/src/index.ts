export * from './passkey-card';
export * from './passkey-client';
