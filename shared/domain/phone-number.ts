import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';

declare const e164: unique symbol;

/** A phone number as ITU-T E.164 writes it: `+`, country code, national number; `+12125550101`. */
export type E164 = string & { readonly [e164]: true };

/**
 * Area code and exchange of the North American Numbering Plan begin with 2 to 9.
 * Source: 47 CFR 52.13 and ATIS-0300119, in force since 1995.
 */
const nanp = /^\+1[2-9]\d{2}[2-9]\d{6}$/;

/** The longest written form that is still a number and no essay: 15 digits with separators, and `tel:`. */
const writtenLengthMax = 64;

/** What a person may write between digits. Letters and `#` `;` `,` mean a vanity number or an extension: refused. */
const written = /^\+?[\d\s().\-/\p{Pd}+]+$/u;

/**
 * Reads a phone number in any form usual in the US ("(212) 555-0101", "1-212-555-0101", "tel:+12125550101")
 * and international numbers with `+` or 011. Returns `undefined` for all else: short codes, letters, extensions, blanks.
 *
 * It asks whether a number is possible, not whether it is assigned: numbering plans grow faster than the
 * metadata of a deployed bundle, and numbers kept for fiction (555-0100 to 555-0199) serve demos and tests.
 */
export function parsePhoneNumber(input: string): E164 | undefined {
  // As carriers and our own records write it. Every number of this shape is possible: a property holds the library to it.
  if (isNorthAmerican(input)) return input;
  if (input.length > writtenLengthMax) return undefined;
  // Numbers copied from contact cards come wrapped in bidi marks, or in full-width digits.
  const text = input
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^tel:/i, '');
  if (!written.test(text)) return undefined;
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'US', extract: false });
  if (number === undefined || number.ext !== undefined || !number.isPossible()) return undefined;
  return hasShape(number.number) ? number.number : undefined;
}

/** Whether a text is a number already in the one form that records use. */
export function isE164(text: string): text is E164 {
  return parsePhoneNumber(text) === text;
}

/** A number at the edge: any accepted form in, E.164 out. The message never repeats the number (it is PHI). */
export const phoneNumberSchema = z
  .string()
  .transform((input, context): E164 => {
    const number = parsePhoneNumber(input);
    if (number !== undefined) return number;
    context.addIssue({
      code: 'custom',
      message:
        'Expected a phone number: a 10-digit US number such as "(212) 555-0101", "212-555-0101" or "1-212-555-0101", ' +
        'or an international one with its country code such as "+12125550101"; no short codes, letters or extensions.',
    });
    return z.NEVER;
  })
  // Both what is accepted and what is answered are strings to whoever reads the API's description.
  .meta({ override: { type: 'string', examples: ['(212) 555-0101', '+12125550101'] } });

function hasShape(number: string): number is E164 {
  return number.startsWith('+1') ? isNorthAmerican(number) : /^\+[2-9]\d{6,14}$/.test(number);
}

function isNorthAmerican(number: string): number is E164 {
  return nanp.test(number);
}
