import type { Appointment, AppointmentStatus } from './appointment.ts';
import { clearCall } from './call-patient.ts';
import { clearTimer, type Draft, happened } from './draft.ts';
import { reminderTimer } from './reminder-plan.ts';
import type { IsoInstant } from './time.ts';

/** An appointment in another status, with who said so in its history. */
export function withStatusBy(
  appointment: Appointment,
  status: AppointmentStatus,
  by: 'practice' | 'patient',
  now: IsoInstant,
): Appointment {
  return {
    ...appointment,
    status,
    version: appointment.version + 1,
    updatedAt: now,
    history: [...appointment.history, { status, at: now, by }].slice(-20),
  };
}

const over: ReadonlySet<AppointmentStatus> = new Set(['completed', 'no-show']);

/**
 * Says what the practice tells of a visit that is over: that it was completed, that nobody came, or that neither is true of it after all. The
 * figures hear of each; of a correction that nobody told them they would keep the mistake.
 */
export function tellEnd(
  draft: Draft,
  appointment: Pick<Appointment, 'appointmentId' | 'status'>,
  before: Appointment | undefined,
): void {
  const { appointmentId, status } = appointment;
  if (status === 'completed' || status === 'no-show')
    happened(draft, `appointment.${status}`, { appointmentId });
  else if (before && over.has(before.status)) happened(draft, 'appointment.corrected', { appointmentId });
}

/** Takes back every reminder that was still to come, and the call that would have followed them. */
export function cancelReminders(draft: Draft, appointment: Appointment): Appointment {
  const reminders = appointment.reminders.map((reminder) => {
    if (reminder.status !== 'planned') return reminder;
    clearTimer(draft, reminderTimer(appointment, reminder.step));
    return { ...reminder, status: 'cancelled' as const };
  });
  return clearCall(draft, { ...appointment, reminders });
}
