import * as z from 'zod';
import type { TextId } from './identifiers.ts';
import {
  type AppointmentId,
  type ContactId,
  type PatientId,
  type PracticeId,
  patientIdSchema,
} from './identifiers.ts';
import { plainText } from './plain-text.ts';
import { type IsoInstant, isoFrom } from './time.ts';
import { zoneSchema } from './zone.ts';

export const appointmentStatuses = [
  'booked',
  'confirmed',
  'reschedule-requested',
  'declined',
  'cancelled',
  'completed',
  'no-show',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** A moment in ISO 8601 with its offset or zone, as callers write one. */
export const momentSchema = z
  .string()
  .max(80)
  .transform((written, context): IsoInstant => {
    try {
      const at = isoFrom(written);
      // Records are ordered by their moments as text, which holds for years of four digits.
      if (/^\d{4}-/.test(at)) return at;
    } catch {
      // Temporal's own error quotes what was sent; ours says what to send.
    }
    context.addIssue({
      code: 'custom',
      message: 'Write a time in ISO 8601 with its offset, such as 2026-12-01T09:30:00-05:00.',
    });
    return z.NEVER;
  })
  .meta({ override: { type: 'string', format: 'date-time' } });

/** An appointment as the practice's EHR puts one. */
export const appointmentSchema = z
  .strictObject({
    patientId: patientIdSchema.optional(),
    patientIds: z.array(patientIdSchema).min(1).max(8).optional(),
    start: momentSchema,
    timeZone: zoneSchema.optional(),
    durationMinutes: z.int().min(1).max(1440),
    kind: plainText(60),
    provider: plainText(80).optional(),
    location: plainText(120).optional(),
    status: z.enum(appointmentStatuses).optional(),
    confidential: z.boolean().optional(),
    sourceVersion: z.union([z.int().min(0), z.string().min(1).max(60)]).optional(),
  })
  .refine((value) => (value.patientId === undefined) !== (value.patientIds === undefined), {
    path: ['patientId'],
    message: 'Name the patient with patientId, or several with patientIds: one of the two.',
  });
export type AppointmentInput = z.infer<typeof appointmentSchema>;

export type ReminderStatus = 'planned' | 'skipped' | 'queued' | 'refused' | 'cancelled';

/** One planned text of an appointment. */
export interface Reminder {
  readonly step: string;
  readonly dueAt: IsoInstant;
  readonly status: ReminderStatus;
  /** Why it was skipped: its moment was past, another text is too near, or the caps would have refused it. */
  readonly why?: 'past' | 'too-near' | 'cap';
  readonly textId?: TextId;
  /** How often it was planned for another moment since the visit's time was set: each is another timer. */
  readonly again?: number;
  /** The carrier could not deliver its text. */
  readonly undeliverable?: true;
}

/** When the desk is asked to call a patient who has not answered: planned with the reminders, raised at most once a plan. */
export interface PlannedCall {
  readonly dueAt: IsoInstant;
  readonly status: 'planned' | 'raised';
}

/** What happened to an appointment, oldest first; the last 20 changes. */
export interface AppointmentHistoryEntry {
  readonly status: AppointmentStatus;
  readonly at: IsoInstant;
  /** Who said so. */
  readonly by: 'practice' | 'patient';
  /** Where the start changed with it. */
  readonly start?: IsoInstant;
}

export interface Appointment {
  readonly practiceId: PracticeId;
  readonly appointmentId: AppointmentId;
  readonly contactId: ContactId;
  /** Grows with each change of content or status, wherever the record stands: what `If-Match` names. */
  readonly version: number;
  readonly patientIds: readonly PatientId[];
  /** Grows with each new plan of reminders: (appointment, revision, step) is what a reminder is sent for at most once. */
  readonly revision: number;
  readonly start: IsoInstant;
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly kind: string;
  readonly provider?: string | undefined;
  readonly location?: string | undefined;
  readonly status: AppointmentStatus;
  readonly confidential: boolean;
  readonly sourceVersion?: number | string | undefined;
  readonly history: readonly AppointmentHistoryEntry[];
  readonly reminders: readonly Reminder[];
  readonly call?: PlannedCall;
  readonly updatedAt: IsoInstant;
}

/** Where an appointment stands, found by the practice's own id. */
export interface AppointmentPointer {
  readonly contactId: ContactId;
  readonly start: IsoInstant;
  /** The day list's entry for it. */
  readonly day: { readonly date: string; readonly time: string };
}

/** A line of a day's list: made and removed with the appointment's place in the day, never changed. */
export interface DayEntry {
  readonly appointmentId: AppointmentId;
}

/** The statuses in which a reminder still makes sense. */
export const isUpcoming = (status: AppointmentStatus): boolean =>
  status === 'booked' || status === 'confirmed';

/** Reminders of which none is to come any more. */
export const takenBack = (reminders: readonly Reminder[]): readonly Reminder[] =>
  reminders.map((one) => (one.status === 'planned' ? { ...one, status: 'cancelled' } : one));
