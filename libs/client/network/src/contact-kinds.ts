import type { MaskedContact } from '@daiko/contracts';

export type ContactKind = MaskedContact['kind'];

/** The kind of a contact, in the words of the numbering plan. */
export const CONTACT_KINDS: Record<ContactKind, string> = {
  landline: '固定電話',
  mobile: '携帯電話',
  ip_phone: 'IP電話 (050)',
  unreachable_phone: 'PINコードを送れない電話番号',
  email: 'メール',
};
