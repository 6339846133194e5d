import { type Appointment, isUpcoming, takenBack } from './appointment.ts';
import { type ContactHead, headLimits, type Question } from './contact.ts';
import { amend, begin, clearTimer, type Draft } from './draft.ts';
import { tellOfDrop } from './dropped.ts';
import { reminderTimer } from './reminder-plan.ts';
import { reminderBody } from './reminder-wording.ts';
import { type PracticeView, writeText } from './system-text.ts';
import type { IsoInstant } from './time.ts';
import type { Timer } from './timer.ts';

/** What the firing of a reminder's timer rests on. */
export interface ReminderFacts {
  readonly head: ContactHead;
  readonly timer: Timer & { kind: 'reminder' };
  /** As it stands now; `undefined` where it is gone. */
  readonly appointment: Appointment | undefined;
  readonly practice: PracticeView;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * A reminder is due: everything is asked again, and where the appointment still stands as the timer says, its text is
 * written. At most once per appointment, start and step, for the timer goes with the decision.
 */
export function decideReminder(facts: ReminderFacts): Draft {
  const { head, timer, appointment, practice, now } = facts;
  const draft = begin(head, now, facts.newId);
  clearTimer(draft, { kind: 'reminder', id: timer.id });
  if (!appointment || !isMeant(appointment, timer)) return draft;
  const { appointmentId, start } = appointment;
  // What follows a completed visit asks nothing, and nobody need be called where it is not sent.
  const follows = appointment.status === 'completed';
  if (follows && !isReachedHere(head, appointment)) {
    draft.changedAppointments.push({ ...appointment, reminders: takenBack(appointment.reminders) });
    return draft;
  }
  const text = writeText(draft, practice, {
    purpose: follows ? 'care' : 'appointment',
    body: reminderBody(draft, practice, appointment, timer.step),
    about: { appointmentId, start, step: timer.step },
    facts: { appointment },
    ...(!follows && { expiresAt: start }),
  });
  const refused = text.status === 'refused' || text.status === 'expired';
  draft.changedAppointments.push({
    ...appointment,
    reminders: appointment.reminders.map((one) =>
      one.step === timer.step ? { ...one, status: refused ? 'refused' : 'queued', textId: text.textId } : one,
    ),
  });
  if (follows) return draft;
  if (refused) tellOfDrop(draft, text);
  else ask(draft, { kind: 'confirm-appointment', appointmentId, start, askedAt: now });
  return draft;
}

/** A past visit stays where it was when its patients' number changes: what follows it is not for whoever has the old one. */
const isReachedHere = (head: ContactHead, { patientIds }: Appointment): boolean =>
  head.patients.some(({ patientId }) => patientIds.includes(patientId));

/** Whether an appointment still plans what a timer stands for. A timer of an earlier plan says nothing of this one. */
function isMeant(appointment: Appointment, { id, step }: ReminderFacts['timer']): boolean {
  const { status, reminders } = appointment;
  if (!isUpcoming(status) && status !== 'completed') return false;
  if (reminderTimer(appointment, step).id !== id) return false;
  return reminders.some((one) => one.step === step && one.status === 'planned');
}

/** Remembers what was asked last, of each appointment once, so that a short answer can be matched to it. */
function ask(draft: Draft, question: Question): void {
  const others = draft.head.questions.filter((one) => one.appointmentId !== question.appointmentId);
  amend(draft, { questions: [...others, question].slice(-headLimits.questions) });
}

/** A reminder's timer for a planned step. */
export const reminderTimerOf = (appointment: Appointment, step: string, dueAt: IsoInstant): Timer => ({
  practiceId: appointment.practiceId,
  contactId: appointment.contactId,
  kind: 'reminder',
  id: reminderTimer(appointment, step).id,
  dueAt,
  appointmentId: appointment.appointmentId,
  start: appointment.start,
  step,
});
