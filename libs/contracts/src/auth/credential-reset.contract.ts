import * as z from 'zod';
import { customerId, email, newPassword, phoneNumber, pinCode } from '../readers/fields';
import { linkToken } from '../readers/link-token';
import { pinWorkSolution } from '../pin/pin-work.contract';

/** The work that is sent with a PIN when the run says `workRequired`. */
const work = pinWorkSolution.optional();

/** ログインIDのリセット, 確認. */
export const openLoginIdResetRequest = z.strictObject({ customerId, phone: phoneNumber });
export type OpenLoginIdResetRequest = z.infer<typeof openLoginIdResetRequest>;

/** パスワードのリセット, 確認. */
export const openPasswordResetRequest = z.strictObject({ email, phone: phoneNumber });
export type OpenPasswordResetRequest = z.infer<typeof openPasswordResetRequest>;

/** ログインIDのリセット, 送信: the PIN and the new address in one request. The address is checked before the PIN is used up. */
export const completeLoginIdResetRequest = z.strictObject({ code: pinCode, email, work });
export type CompleteLoginIdResetRequest = z.infer<typeof completeLoginIdResetRequest>;

/** パスワードのリセット, 送信. */
export const completePasswordResetRequest = z.strictObject({ code: pinCode, work });
export type CompletePasswordResetRequest = z.infer<typeof completePasswordResetRequest>;

/** マイページ › パスワードの変更, 送信. The password is checked before the PIN is used up. */
export const completePasswordChangeRequest = z.strictObject({
  code: pinCode,
  password: newPassword,
  work,
});
export type CompletePasswordChangeRequest = z.infer<typeof completePasswordChangeRequest>;

export const mailLinkRequest = z.strictObject({ token: linkToken });
export type MailLinkRequest = z.infer<typeof mailLinkRequest>;

/**
 * What a link can be used for; shown before it is used. The address belongs to the reader, because the mail was sent
 * there.
 */
export const mailLink = z.strictObject({
  purpose: z.enum(['login_id', 'password', 'setup', 'consolidation', 'contact_change', 'not_me']),
  loginId: z.string().nullable(),
  /** お客様ID, only for `setup`: a customer who sets up a login for the first time has to learn the ID. */
  customerId: z.string().nullable(),
  expiresAt: z.iso.datetime(),
});
export type MailLink = z.infer<typeof mailLink>;

export const setPasswordRequest = z.strictObject({ token: linkToken, password: newPassword });
export type SetPasswordRequest = z.infer<typeof setPasswordRequest>;

/** 完了: the new login ID, masked. */
export const loginIdConfirmed = z.strictObject({ loginIdMasked: z.string() });
export type LoginIdConfirmed = z.infer<typeof loginIdConfirmed>;
