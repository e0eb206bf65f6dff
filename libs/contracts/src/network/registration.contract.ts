import * as z from 'zod';
import {
  addressLine,
  birthday,
  customerId,
  email,
  kanaName,
  personName,
  phoneNumber,
  postalCode,
  registrationNumber,
} from '../readers/fields';

const choice = z.string({ error: 'choice.required' }).min(1, 'choice.required').max(40, 'field.malformed');

/** The kind of a phone number in the Japanese numbering plan, as far as it matters for a PIN. */
export const phoneKindName = z.enum(['landline', 'mobile', 'ip_phone', 'unreachable_phone']);
export type PhoneKindName = z.infer<typeof phoneKindName>;

/** お客様登録, 登録する. Values that were not entered are left out. */
export const registerCustomerRequest = z.strictObject({
  /** Created by the page once for each form. Even if the form is sent several times, it creates only one customer. */
  key: z
    .string({ error: 'field.required' })
    .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/, 'field.malformed'),
  kind: z.enum(['personal', 'corporate'], { error: 'choice.required' }),
  name: personName,
  kana: kanaName,
  postalCode,
  address: addressLine,
  phone1: phoneNumber,
  phone2: phoneNumber.optional(),
  /** Only for a person. */
  birthday: birthday.optional(),
  /** 代表者, only for a company. */
  representative: personName.optional(),
  rankCode: choice,
  memberClassCode: choice,
  parentCustomerId: customerId,
  registrationNumber: registrationNumber.optional(),
  /** The address that will become the login ID; without it the login stays 未設定. */
  email: email.optional(),
  /** Whether the setup mail is sent immediately. */
  sendSetupMail: z.boolean({ error: 'field.malformed' }).optional(),
});
export type RegisterCustomerRequest = z.infer<typeof registerCustomerRequest>;

/** 完了. It shows what is on file now, so that a form that was sent twice shows the result of the first time. */
export const registeredCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  setupMailSent: z.boolean(),
  /** The time until which the link in the setup mail is valid; null if no mail was sent. */
  setupExpiresAt: z.iso.datetime().nullable(),
});
export type RegisteredCustomer = z.infer<typeof registeredCustomer>;

/** The values that the viewer can choose in お客様登録. */
export const registrationOptions = z.strictObject({
  /** 上位店 if no other is given: the viewer itself, or for operators the head office. */
  parent: z.strictObject({ customerId: z.string(), customerName: z.string() }),
  ranks: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  memberClasses: z.array(z.strictObject({ code: z.string(), name: z.string() })),
});
export type RegistrationOptions = z.infer<typeof registrationOptions>;

/** Requested before 確認: does a customer like this exist already? */
export const findDuplicatesRequest = z.strictObject({
  kana: kanaName,
  phone1: phoneNumber,
  phone2: phoneNumber.optional(),
  email: email.optional(),
  parentCustomerId: customerId,
});
export type FindDuplicatesRequest = z.infer<typeof findDuplicatesRequest>;

/**
 * A customer below the viewer with the same phone number, kana or login address (while that address is unconfirmed).
 */
export const duplicateCandidate = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  customerKana: z.string(),
  phonesMasked: z.array(z.string()),
  parentDealerName: z.string().nullable(),
  sameIn: z.array(z.enum(['phone', 'kana', 'email'])),
});
export type DuplicateCandidate = z.infer<typeof duplicateCandidate>;

export const duplicates = z.strictObject({
  candidates: z.array(duplicateCandidate),
  /** The name of the 上位店 with this お客様ID, for 確認. */
  parentName: z.string(),
  phoneKinds: z.strictObject({ phone1: phoneKindName, phone2: phoneKindName.nullable() }),
});
export type Duplicates = z.infer<typeof duplicates>;

/** 郵便番号 → 住所. There are several addresses if one code covers several places. */
export const postalAddresses = z.strictObject({ postalCode: z.string(), addresses: z.array(z.string()) });
export type PostalAddresses = z.infer<typeof postalAddresses>;
