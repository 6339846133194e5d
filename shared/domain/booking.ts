import { hoursFor } from './applicable-hours.ts';
import { type Appointment, type AppointmentInput, isUpcoming, type Reminder } from './appointment.ts';
import { cancelReminders } from './appointment-reply.ts';
import { planCall } from './call-patient.ts';
import type { ContactHead } from './contact.ts';
import { amend, begin, type Draft, setTimer } from './draft.ts';
import type { AppointmentId, PatientId } from './identifiers.ts';
import { reminderTimerOf } from './reminder.ts';
import { planReminders } from './reminder-plan.ts';
import type { Settings } from './settings.ts';
import { type IsoInstant, inZone, type ZoneName } from './time.ts';
import { whereabouts } from './whereabouts.ts';

/** What an upsert of an appointment is decided from. */
export interface BookingFacts {
  readonly head: ContactHead;
  /** As it stands; `undefined` where it is new. */
  readonly before: Appointment | undefined;
  readonly settings: Settings;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

export interface Booking {
  readonly draft: Draft;
  readonly appointment: Appointment;
}

/**
 * Puts an appointment as the practice has it. A new start, zone or patient's return to the schedule plans its reminders
 * anew and takes back the old; any other change leaves them. The same content again changes nothing.
 *
 * @returns `undefined` where nothing changes
 */
export function decideBooking(
  facts: BookingFacts,
  appointmentId: AppointmentId,
  input: AppointmentInput,
  patientIds: readonly PatientId[],
): Booking | undefined {
  const { head, before, settings, now } = facts;
  const timeZone = input.timeZone ?? settings.profile.timeZone;
  // An appointment whose patient has another number now is planned anew there; what it leaves behind is the use case's.
  const elsewhere = before !== undefined && before.contactId !== head.contactId;
  const moved = !before || elsewhere || before.start !== input.start || before.timeZone !== timeZone;
  const status = input.status ?? (moved || before.status === 'cancelled' ? 'booked' : before.status);
  const content = {
    patientIds,
    start: input.start,
    timeZone,
    durationMinutes: input.durationMinutes,
    kind: input.kind,
    provider: input.provider,
    location: input.location,
    confidential: input.confidential ?? false,
    sourceVersion: input.sourceVersion,
    status,
  };
  if (before && !elsewhere && JSON.stringify(content) === JSON.stringify(contentOf(before))) return undefined;
  const draft = begin(head, now, facts.newId);
  const returned = before && !isUpcoming(before.status) && isUpcoming(status);
  const replan = moved || returned === true;
  const kept =
    before && !elsewhere && (replan || !isUpcoming(status)) ? cancelReminders(draft, before) : before;
  const { zones, states } = whereabouts(head, settings.profile.timeZone);
  const practice = settings.policy.quietHours;
  const reminders: readonly Reminder[] =
    isUpcoming(status) && replan
      ? planReminders(content, zones, now, hoursFor({ purpose: 'other', states, practice }, now))
      : (kept?.reminders ?? []);
  const changed = before?.status !== status || moved;
  const entry = { status, at: now, by: 'practice' as const, ...(moved && { start: input.start }) };
  const put: Appointment = {
    practiceId: head.practiceId,
    appointmentId,
    contactId: head.contactId,
    version: (before?.version ?? 0) + 1,
    revision: (before?.revision ?? 0) + (replan ? 1 : 0),
    ...content,
    history: changed ? [...(before?.history ?? []), entry].slice(-20) : (before?.history ?? []),
    reminders,
    updatedAt: now,
  };
  const appointment = planCall(draft, elsewhere ? undefined : kept, put, settings);
  if (replan) {
    for (const { step, dueAt, status: planned } of reminders) {
      if (planned === 'planned') setTimer(draft, reminderTimerOf(appointment, step, dueAt));
    }
    amend(draft, { questions: head.questions.filter((one) => one.appointmentId !== appointmentId) });
  }
  return { draft, appointment };
}

const contentOf = (one: Appointment) => ({
  patientIds: one.patientIds,
  start: one.start,
  timeZone: one.timeZone,
  durationMinutes: one.durationMinutes,
  kind: one.kind,
  provider: one.provider,
  location: one.location,
  confidential: one.confidential,
  sourceVersion: one.sourceVersion,
  status: one.status,
});

/** Where an appointment stands in a day's list: by the practice's own clock. */
export function dayOf(start: IsoInstant, zone: ZoneName): { readonly date: string; readonly time: string } {
  const local = inZone(start, zone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}
