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

/** What a number of the Japanese numbering plan is, as far as a PIN is concerned. */
export const phoneKindName = z.enum(['landline', 'mobile', 'ip_phone', 'unreachable_phone']);
export type PhoneKindName = z.infer<typeof phoneKindName>;

/** お客様登録, 登録する. What is not given is left out. */
export const registerCustomerRequest = z.strictObject({
  /** Made by the page once for each form: however often the form is sent, it makes one customer. */
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
  /** Of a person. */
  birthday: birthday.optional(),
  /** 代表者, of a company. */
  representative: personName.optional(),
  rankCode: choice,
  memberClassCode: choice,
  parentCustomerId: customerId,
  registrationNumber: registrationNumber.optional(),
  /** The address that is to become the login ID; without it the login stays 未設定. */
  email: email.optional(),
  /** Whether the setup mail goes out at once. */
  sendSetupMail: z.boolean({ error: 'field.malformed' }).optional(),
});
export type RegisterCustomerRequest = z.infer<typeof registerCustomerRequest>;

/** 完了. What is on file now, so that a form that was sent twice shows what the first made. */
export const registeredCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  setupMailSent: z.boolean(),
  /** Until when the link in the setup mail is good; null without one. */
  setupExpiresAt: z.iso.datetime().nullable(),
});
export type RegisteredCustomer = z.infer<typeof registeredCustomer>;

/** What can be chosen in お客様登録 by who asks. */
export const registrationOptions = z.strictObject({
  /** 上位店 unless another is given: who asks, for operators the head office. */
  parent: z.strictObject({ customerId: z.string(), customerName: z.string() }),
  ranks: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  memberClasses: z.array(z.strictObject({ code: z.string(), name: z.string() })),
});
export type RegistrationOptions = z.infer<typeof registrationOptions>;

/** Asked before 確認: is somebody like this there already? */
export const findDuplicatesRequest = z.strictObject({
  kana: kanaName,
  phone1: phoneNumber,
  phone2: phoneNumber.optional(),
  email: email.optional(),
  parentCustomerId: customerId,
});
export type FindDuplicatesRequest = z.infer<typeof findDuplicatesRequest>;

/** Somebody below who asks, with the same phone, kana, or (while it is unconfirmed) login address. */
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
  /** 上位店 by its お客様ID, for 確認. */
  parentName: z.string(),
  phoneKinds: z.strictObject({ phone1: phoneKindName, phone2: phoneKindName.nullable() }),
});
export type Duplicates = z.infer<typeof duplicates>;

/** 郵便番号 → 住所. Several where one code covers several places. */
export const postalAddresses = z.strictObject({ postalCode: z.string(), addresses: z.array(z.string()) });
export type PostalAddresses = z.infer<typeof postalAddresses>;
