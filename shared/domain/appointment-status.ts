import type { Appointment, AppointmentStatus } from './appointment.ts';
import { clearCall } from './call-patient.ts';
import { clearTimer, type Draft } from './draft.ts';
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

/** Takes back every reminder that was still to come, and the call that would have followed them. */
export function cancelReminders(draft: Draft, appointment: Appointment): Appointment {
  const reminders = appointment.reminders.map((reminder) => {
    if (reminder.status !== 'planned') return reminder;
    clearTimer(draft, reminderTimer(appointment, reminder.step));
    return { ...reminder, status: 'cancelled' as const };
  });
  return clearCall(draft, { ...appointment, reminders });
}
