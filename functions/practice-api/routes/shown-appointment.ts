import * as z from 'zod';
import { type Appointment, appointmentStatuses } from '../../../shared/domain/appointment.ts';

const status = z.enum(appointmentStatuses);

/** An appointment as the API answers it. */
export const shownAppointment = z
  .object({
    appointmentId: z.string(),
    contactId: z.string(),
    version: z.int(),
    patientIds: z.array(z.string()),
    start: z.string(),
    timeZone: z.string(),
    durationMinutes: z.int(),
    kind: z.string(),
    provider: z.string().optional(),
    location: z.string().optional(),
    status,
    confidential: z.boolean(),
    sourceVersion: z.union([z.int(), z.string()]).optional(),
    history: z.array(
      z.object({ status, at: z.string(), by: z.enum(['practice', 'patient']), start: z.string().optional() }),
    ),
    reminders: z.array(
      z.object({
        step: z.string(),
        dueAt: z.string(),
        status: z
          .enum(['planned', 'skipped', 'queued', 'refused', 'cancelled'])
          .meta({ description: 'What became of the plan; once queued, the text itself tells the rest.' }),
        why: z.enum(['past', 'too-near', 'cap']).optional().meta({
          description: 'Why it was skipped: too late, too near another, or more than the caps allow.',
        }),
        textId: z.string().optional(),
        undeliverable: z.literal(true).optional(),
      }),
    ),
    call: z
      .object({ dueAt: z.string(), status: z.enum(['planned', 'raised']) })
      .optional()
      .meta({ description: 'When the desk is asked to call a patient who has not answered.' }),
    updatedAt: z.string(),
  })
  .meta({ id: 'Appointment' });

export const shown = ({
  practiceId: _practice,
  revision: _revision,
  patientIds,
  history,
  reminders,
  ...rest
}: Appointment): z.input<typeof shownAppointment> => ({
  ...rest,
  patientIds: [...patientIds],
  history: [...history],
  reminders: reminders.map(({ again: _again, ...reminder }) => reminder),
});
