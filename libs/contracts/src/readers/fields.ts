import * as z from 'zod';
import { readBirthday } from './calendar-date';
import { readCustomerId } from './customer-id';
import { readEmail } from './email';
import { readLoginId } from './login-id';
import { readNewPassword, readPassword } from './password';
import { readPhone } from './phone';
import { readAddress, readKana, readName } from './person-name';
import { readPin } from './pin';
import { readPostalCode } from './postal-code';
import type { Reading } from './reading';
import { readReason } from './reason';
import { readRegistrationNumber } from './registration-number';

// The schemas are kept separate from their readers so that a page can read typed text without loading zod.

/**
 * A schema for a field that a person types. Client and server use the same reader, which checks the text and returns
 * its exact form.
 */
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

export const addressLine = typed(readAddress);
export const birthday = typed(readBirthday);
export const customerId = typed(readCustomerId);
export const email = typed(readEmail);
export const kanaName = typed(readKana);
export const loginId = typed(readLoginId);
export const personName = typed(readName);
export const newPassword = typed(readNewPassword);
export const password = typed(readPassword);
export const phoneNumber = typed(readPhone);
export const pinCode = typed(readPin);
export const postalCode = typed(readPostalCode);
export const reason = typed(readReason);
export const registrationNumber = typed(readRegistrationNumber);
