import * as z from 'zod';
import { readCustomerId } from './customer-id';
import { readEmail } from './email';
import { readLoginId } from './login-id';
import { readNewPassword, readPassword } from './password';
import { readPhone } from './phone';
import { readPin } from './pin';
import type { Reading } from './reading';

// The schemas stand apart from their readers so that a page can read what was typed without loading zod.

/** A schema for a field that people type: the same reader judges on both sides and hands on the exact form. */
export function typed<T>(read: (text: string) => Reading<T>) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? 'field.required' : 'field.malformed') })
    .transform((text, context): T => {
      const reading = read(text);
      if (reading.code === undefined) return reading.value;
      context.addIssue({ code: 'custom', message: reading.code });
      return z.NEVER;
    });
}

export const customerId = typed(readCustomerId);
export const email = typed(readEmail);
export const loginId = typed(readLoginId);
export const newPassword = typed(readNewPassword);
export const password = typed(readPassword);
export const phoneNumber = typed(readPhone);
export const pinCode = typed(readPin);
