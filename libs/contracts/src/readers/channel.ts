/** The channels by which a PIN can be sent, in the order of the announcement. */
export const CHANNELS = ['voice', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** 自動音声, ショートメッセージ, メール: the words of the announcement. */
export const CHANNEL_NAMES: Record<Channel, string> = {
  voice: '自動音声',
  sms: 'ショートメッセージ',
  email: 'メール',
};
