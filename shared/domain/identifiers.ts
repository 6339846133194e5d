import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import type { E164 } from './phone-number.ts';

/*
 * Ids carry nothing about anyone: a number is known by its HMAC under a secret of the
 * deployment, so an inbound text finds its record without a look-up, and no key, URL, log line, event or
 * schedule name holds a phone number.
 */

/** A practice's short name, chosen by the operator: a letter, then letters, digits and hyphens. */
export const practiceIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,39}$/,
    'A practice id is 2 to 40 small letters, digits and hyphens, and begins with a letter.',
  )
  .brand('PracticeId');
export type PracticeId = z.infer<typeof practiceIdSchema>;

/** `c<key version>` and 26 base-32 characters of HMAC (130 bits). */
export const contactIdSchema = z
  .string()
  .regex(/^c[0-9]+[a-z2-7]{26}$/, 'Not a contact id.')
  .brand('ContactId');
export type ContactId = z.infer<typeof contactIdSchema>;

/** `l<key version>` and 26 base-32 characters of HMAC of the line's number. */
export const lineIdSchema = z.string().brand('LineId');
export type LineId = z.infer<typeof lineIdSchema>;

/** `<contactId>.<seq>`: a text is found from its id alone. */
export const textIdSchema = z
  .string()
  .regex(/^c[0-9]+[a-z2-7]{26}\.[0-9]{1,9}$/, 'Not a text id.')
  .brand('TextId');
export type TextId = z.infer<typeof textIdSchema>;

const practicesOwnId = (name: string) =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/,
      `${name} is 1 to 64 letters, digits, '.', '_', '~' or '-', and begins with a letter or digit.`,
    );

/** The practice's own (the EHR's) id of a patient. */
export const patientIdSchema = practicesOwnId('A patient id').brand('PatientId');
export type PatientId = z.infer<typeof patientIdSchema>;

/** The practice's own (the EHR's) id of an appointment. */
export const appointmentIdSchema = practicesOwnId('An appointment id').brand('AppointmentId');
export type AppointmentId = z.infer<typeof appointmentIdSchema>;

/** The practice's own (the EHR's) id of a recall or a bill. */
export const outreachIdSchema = practicesOwnId('An id of a recall or bill').brand('OutreachId');
export type OutreachId = z.infer<typeof outreachIdSchema>;

/** The practice's own id of a member of its staff. */
export const staffIdSchema = practicesOwnId('A staff id').brand('StaffId');
export type StaffId = z.infer<typeof staffIdSchema>;

/** A notice to everybody on a day's list. */
export const noticeIdSchema = z.uuid().brand('NoticeId');
export type NoticeId = z.infer<typeof noticeIdSchema>;

export const taskIdSchema = z.uuid().brand('TaskId');
export type TaskId = z.infer<typeof taskIdSchema>;

/** The SHA-256 of an API key, in base64url: what is stored, and by what a key is revoked. Not the key. */
export const keyIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'Not a key id.')
  .brand('KeyId');
export type KeyId = z.infer<typeof keyIdSchema>;

/** A secret of the deployment, with the version that ids made under it carry. */
export interface IdentityKey {
  readonly version: number;
  readonly secret: string;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

function pseudonym(key: IdentityKey, what: string): string {
  const digest = createHmac('sha256', key.secret).update(what).digest();
  let text = '';
  // Five bits a character, of 26 characters: 130 of the digest's 256 bits.
  for (let index = 0; index < 26; index += 1) {
    const bit = index * 5;
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    text += ALPHABET[(pair >> (11 - (bit & 7))) & 31];
  }
  return `${key.version}${text}`;
}

/** The id of a number as one practice knows it: other practices know the same number by another id. */
export function contactIdOf(key: IdentityKey, practiceId: PracticeId, number: E164): ContactId {
  return contactIdSchema.parse(`c${pseudonym(key, `contact|${practiceId}|${number}`)}`);
}

/** The id of a practice's line. */
export function lineIdOf(key: IdentityKey, number: E164): LineId {
  return lineIdSchema.parse(`l${pseudonym(key, `line|${number}`)}`);
}

/** The id of an API key: its hash. Keys hold 160 random bits, so a plain hash cannot be searched. */
export function keyIdOf(apiKey: string): KeyId {
  return keyIdSchema.parse(createHash('sha256').update(apiKey).digest('base64url'));
}

export function textIdOf(contactId: ContactId, seq: number): TextId {
  return textIdSchema.parse(`${contactId}.${seq}`);
}

/** The contact and the place in its thread that a text id names. */
export function partsOfTextId(textId: TextId): { contactId: ContactId; seq: number } {
  const dot = textId.lastIndexOf('.');
  return { contactId: contactIdSchema.parse(textId.slice(0, dot)), seq: Number(textId.slice(dot + 1)) };
}
