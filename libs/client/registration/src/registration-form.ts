import type { SchemaPathTree } from '@angular/forms/signals';
import {
  readAddress,
  readBirthday,
  readCustomerId,
  readEmail,
  readKana,
  readName,
  readPhone,
  readPostalCode,
  readRegistrationNumber,
  NAME_MAX,
  type FieldErrorCode,
  type FindDuplicatesRequest,
  type Reading,
  type RegisterCustomerRequest,
  type RegistrationOptions,
} from '@daiko/contracts';
import { exact, reads } from '@daiko/client-forms';
import { lineTexts } from '@daiko/client-ui';

/** The values of the fields, as typed. */
export interface TypedRegistration {
  kind: 'personal' | 'corporate';
  name: string;
  kana: string;
  postalCode: string;
  address: string;
  phone1: string;
  phone2: string;
  birthday: string;
  representative: string;
  rankCode: string;
  memberClassCode: string;
  parentCustomerId: string;
  registrationNumber: string;
  email: string;
  sendSetupMail: boolean;
}

/** A new form: nothing is typed, and the choices have their usual values. */
export function emptyForm({ parent, ranks, memberClasses }: RegistrationOptions): TypedRegistration {
  return {
    kind: 'personal',
    name: '',
    kana: '',
    postalCode: '',
    address: '',
    phone1: '',
    phone2: '',
    birthday: '',
    representative: '',
    rankCode: ranks[0]?.code ?? '',
    memberClassCode:
      memberClasses.find(({ code }) => code === 'member')?.code ?? memberClasses[0]?.code ?? '',
    parentCustomerId: parent.customerId,
    registrationNumber: '',
    email: '',
    sendSetupMail: true,
  };
}

/** A reader for a value that may be left out. */
export const optional =
  (read: (text: string) => Reading<string>) =>
  (text: string): Reading<string> =>
    text.trim() === '' ? { value: '' } : read(text);

/** Checks each field with the reader that the server uses. */
export function judge(path: SchemaPathTree<TypedRegistration>): void {
  reads(path.name, readName);
  reads(path.kana, readKana);
  reads(path.postalCode, readPostalCode);
  reads(path.address, readAddress);
  reads(path.phone1, readPhone);
  reads(path.phone2, optional(readPhone));
  reads(path.birthday, optional(readBirthday));
  reads(path.representative, optional(readName));
  reads(path.parentCustomerId, readCustomerId);
  reads(path.registrationNumber, optional(readRegistrationNumber));
  reads(path.email, optional(readEmail));
}

const given = (text: string, read: (text: string) => Reading<string>): string | undefined =>
  text.trim() === '' ? undefined : exact(text, read);

/** The form as it is sent: exact values, without those that were left out. */
export function toRequest(typed: TypedRegistration, key: string): RegisterCustomerRequest {
  const isPerson = typed.kind === 'personal';
  return {
    key,
    kind: typed.kind,
    name: exact(typed.name, readName),
    kana: exact(typed.kana, readKana),
    postalCode: exact(typed.postalCode, readPostalCode),
    address: exact(typed.address, readAddress),
    phone1: exact(typed.phone1, readPhone),
    phone2: given(typed.phone2, readPhone),
    birthday: isPerson ? given(typed.birthday, readBirthday) : undefined,
    representative: isPerson ? undefined : given(typed.representative, readName),
    rankCode: typed.rankCode,
    memberClassCode: typed.memberClassCode,
    parentCustomerId: exact(typed.parentCustomerId, readCustomerId),
    registrationNumber: given(typed.registrationNumber, readRegistrationNumber),
    email: given(typed.email, readEmail),
    sendSetupMail: typed.sendSetupMail,
  };
}

/** The request before 確認; undefined while there is too little data to compare. */
export function toDuplicatesRequest(typed: TypedRegistration): FindDuplicatesRequest | undefined {
  const { value: kana } = readKana(typed.kana);
  const { value: phone1 } = readPhone(typed.phone1);
  const { value: parentCustomerId } = readCustomerId(typed.parentCustomerId);
  if (kana === undefined || phone1 === undefined || parentCustomerId === undefined) return undefined;
  return {
    kana,
    phone1,
    phone2: readPhone(typed.phone2).value,
    email: readEmail(typed.email).value,
    parentCustomerId,
  };
}

/** The fields that the server can refuse, by their name in the request; their ids are the same. */
export const PLACES = Object.fromEntries(
  ['name', 'kana', 'postalCode', 'address', 'phone1', 'phone2', 'birthday', 'representative', 'rankCode']
    .concat(['memberClassCode', 'parentCustomerId', 'registrationNumber', 'email'])
    .map((name) => [name, name]),
);

type FieldTexts = Partial<Record<FieldErrorCode, string>>;

const phoneTexts = (label: string): FieldTexts => ({
  'phone.required': `${label}を入力してください。`,
  'phone.malformed': `${label}は数字で入力してください。`,
  'phone.too_short': `${label}の桁数が足りません。市外局番から入力してください。`,
  'phone.too_long': `${label}の桁数が多すぎます。10桁または11桁で入力してください。`,
  'phone.foreign': `${label}は日本国内の電話番号を入力してください。`,
});

/** Texts that contain the labels of this page, by field. */
export const TEXTS_OF_FIELD: Readonly<Record<string, FieldTexts>> = {
  name: {
    ...lineTexts('お客様名', NAME_MAX),
    'name.required': 'お客様名を入力してください。',
  },
  kana: lineTexts('カナ', NAME_MAX),
  address: lineTexts('住所', NAME_MAX),
  phone: phoneTexts('電話番号'),
  phone1: phoneTexts('電話1'),
  phone2: phoneTexts('電話2'),
  representative: { ...lineTexts('代表者', NAME_MAX), 'name.required': '代表者を入力してください。' },
  birthday: {
    'birthday.malformed': '生年月日は「1960-04-01」や「昭和35年4月1日」のような形で入力してください。',
  },
  rankCode: { 'choice.required': 'ランクを一覧から選んでください。' },
  memberClassCode: { 'choice.required': '会員区分を一覧から選んでください。' },
  parentCustomerId: {
    'customer_id.required': '上位店のお客様IDを入力してください。',
    'customer_id.malformed': '上位店のお客様IDは数字8桁で入力してください。',
  },
};
