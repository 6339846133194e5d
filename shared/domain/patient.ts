import * as z from 'zod';
import { consentGivenSchema } from './consent.ts';
import type { ContactId, PatientId, PracticeId } from './identifiers.ts';
import { phoneNumberSchema } from './phone-number.ts';
import { plainText } from './plain-text.ts';
import type { IsoInstant } from './time.ts';
import { zoneSchema } from './zone.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** A patient as the practice's EHR puts one. */
export const patientSchema = z.strictObject({
  name: z.strictObject({ given: plainText(80), family: plainText(80) }),
  phone: phoneNumberSchema,
  birthDate: z.iso.date().optional(),
  timeZone: zoneSchema.optional(),
  postalCode: z.string().trim().min(3).max(10).optional(),
  language: z.enum(languages).optional(),
  status: z.enum(['active', 'inactive', 'deceased']).optional(),
  /** How the patient agreed to be texted; without it the number itself is recorded as implied consent. */
  consent: consentGivenSchema.optional(),
});
export type PatientInput = z.infer<typeof patientSchema>;

/** A person, known to the practice by the EHR's id. */
export interface Patient extends PatientInput {
  readonly practiceId: PracticeId;
  readonly patientId: PatientId;
  readonly contactId: ContactId;
  /** Grows with each change: what `If-Match` names. */
  readonly version: number;
  readonly updatedAt: IsoInstant;
}
