import type { Appointment, PlannedCall } from './appointment.ts';
import { isOpen, lastBusinessBefore } from './business-time.ts';
import type { ContactHead } from './contact.ts';
import { begin, clearTimer, type Draft, raiseTask, setTimer } from './draft.ts';
import { businessHoursOf } from './goal.ts';
import type { Settings } from './settings.ts';
import type { OutText } from './text.ts';
import { type IsoInstant, plusSeconds } from './time.ts';
import type { Timer, TimerRef } from './timer.ts';

/*
 * Calls to make: where texts did not reach a patient, or got no answer, a person is asked to call. Once for each appointment and
 * reason, however many of its reminders fail.
 */

/** So long before a visit a patient who has not answered is called. */
const callBeforeHours = 24;
/** Where the practice is closed then, the desk gets so much of its last hours before it. */
const deskMinutes = 60;

/** The timer of an appointment's call. Another plan or another moment is another timer. */
export const callTimer = (
  { appointmentId, revision }: Pick<Appointment, 'appointmentId' | 'revision'>,
  { dueAt }: PlannedCall,
): TimerRef => ({ kind: 'call', id: `${appointmentId}.${revision}@${dueAt}` });

export const callTimerOf = (appointment: Appointment, call: PlannedCall): Timer => ({
  practiceId: appointment.practiceId,
  contactId: appointment.contactId,
  kind: 'call',
  id: callTimer(appointment, call).id,
  dueAt: call.dueAt,
  appointmentId: appointment.appointmentId,
  start: appointment.start,
});

/**
 * When an unanswered visit is put before the desk: 24 hours before it, or in the last hour of business before that; where that
 * has passed already, 24 hours before all the same. `undefined` for a visit that is booked within its last day.
 */
export function callMoment(start: IsoInstant, settings: Settings, now: IsoInstant): IsoInstant | undefined {
  const dayBefore = plusSeconds(start, -callBeforeHours * 3600);
  if (dayBefore <= now) return undefined;
  const hours = businessHoursOf(settings);
  if (isOpen(hours, dayBefore)) return dayBefore;
  const working = lastBusinessBefore(hours, dayBefore, deskMinutes);
  return working !== undefined && working > now ? working : dayBefore;
}

/**
 * Plans the call of an appointment that is put: with each new plan of reminders, and again where it is unconfirmed once more. One
 * that stands stays, and goes where the appointment needs none.
 *
 * @param before as it stood at this contact, its reminders taken back where they are planned anew
 */
export function planCall(
  draft: Draft,
  before: Appointment | undefined,
  put: Appointment,
  settings: Settings,
): Appointment {
  const standing = before?.call;
  if (put.status !== 'booked') {
    if (before) clearCall(draft, before);
    return standing?.status === 'raised' && before?.revision === put.revision
      ? { ...put, call: standing }
      : put;
  }
  const samePlan = before?.revision === put.revision;
  if (samePlan && (standing || before.status === 'booked'))
    return standing ? { ...put, call: standing } : put;
  const dueAt = callMoment(put.start, settings, draft.now);
  if (dueAt === undefined) return put;
  const call: PlannedCall = { dueAt, status: 'planned' };
  setTimer(draft, callTimerOf(put, call));
  return { ...put, call };
}

/** Takes back a call that was still to come. */
export function clearCall(draft: Draft, appointment: Appointment): Appointment {
  const { call, ...rest } = appointment;
  if (call?.status !== 'planned') return appointment;
  clearTimer(draft, callTimer(appointment, call));
  return rest;
}

/** What the firing of a call's timer rests on. */
export interface CallFacts {
  readonly head: ContactHead;
  readonly timer: Timer & { kind: 'call' };
  /** As it stands now; `undefined` where it is gone. */
  readonly appointment: Appointment | undefined;
  /** The texts of its reminders. */
  readonly texts: readonly OutText[];
  /** The other visits that those texts list, as they stand. */
  readonly family?: readonly Appointment[];
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/** Statuses of a text that may have reached the patient. */
const left: ReadonlySet<OutText['status']> = new Set(['claimed', 'unknown', 'sent', 'delivered']);

/** A day before the visit: where a reminder went and nobody answered it, the desk is asked to call, once. */
export function decideCall({ head, timer, appointment, texts, family = [], now, newId }: CallFacts): Draft {
  const draft = begin(head, now, newId);
  clearTimer(draft, { kind: 'call', id: timer.id });
  if (appointment?.call?.status !== 'planned') return draft;
  const { call, ...rest } = appointment;
  // A timer of an earlier plan says nothing of this one.
  if (call === undefined || callTimer(appointment, call).id !== timer.id) return draft;
  const unanswered = appointment.status === 'booked' && appointment.start > now;
  if (!unanswered || !texts.some(({ status }) => left.has(status))) {
    draft.changedAppointments.push(rest);
    return draft;
  }
  draft.changedAppointments.push({ ...rest, call: { ...call, status: 'raised' } });
  // One call is made to a number: it asks for the others' answers too.
  for (const other of family) {
    if (other.call?.status !== 'planned' || other.status !== 'booked' || other.start <= now) continue;
    clearTimer(draft, callTimer(other, other.call));
    draft.changedAppointments.push({ ...other, call: { ...other.call, status: 'raised' } });
  }
  raiseTask(draft, {
    kind: 'call-patient',
    appointmentId: appointment.appointmentId,
    detail: 'The visit is near and its reminders were not answered: call the patient.',
  });
  return draft;
}

/**
 * A text could not be delivered: a person is told. Of an appointment's reminders once, whichever of them fail; of any other
 * text each time, for each says something else.
 */
export function askToCall(
  draft: Draft,
  { textId, about, notice }: OutText,
  obstacle: string,
  appointments: readonly Appointment[],
): void {
  const remindedOf = appointments.filter(({ reminders }) => reminders.some((one) => one.textId === textId));
  // A family's text is one number's: one call is asked for, whichever of its visits have none yet.
  let asked = false;
  for (const appointment of remindedOf) {
    draft.changedAppointments.push({
      ...appointment,
      reminders: appointment.reminders.map((one) =>
        one.textId === textId ? { ...one, undeliverable: true } : one,
      ),
    });
    if (asked || appointment.reminders.some(({ undeliverable }) => undeliverable)) continue;
    asked = true;
    const { appointmentId } = appointment;
    const detail = `Reminders of this visit do not reach the patient (${obstacle}): call the patient, and check the number.`;
    raiseTask(draft, { kind: 'call-patient', textId, appointmentId, detail });
  }
  if (remindedOf.length > 0) return;
  const appointmentId = about?.appointmentId ?? notice?.appointments[0]?.appointmentId;
  raiseTask(draft, {
    kind: 'call-patient',
    textId,
    ...(appointmentId && { appointmentId }),
    detail: `A text could not be delivered (${obstacle}): call the patient.`,
  });
}
