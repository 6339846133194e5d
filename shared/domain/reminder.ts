import { type Appointment, isUpcoming } from './appointment.ts';
import { type ContactHead, headLimits, type Question } from './contact.ts';
import { amend, begin, clearTimer, type Draft } from './draft.ts';
import { tellOfDrop } from './dropped.ts';
import { reminderTimer } from './reminder-plan.ts';
import { type PracticeView, wordsFor, writeText } from './system-text.ts';
import type { IsoInstant } from './time.ts';
import type { Timer } from './timer.ts';
import { dayAndTime, withName } from './words.ts';

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
  if (!appointment || !isUpcoming(appointment.status)) return draft;
  // A timer of an earlier plan says nothing of this one.
  if (reminderTimer(appointment, timer.step).id !== timer.id) return draft;
  if (!appointment.reminders.some((one) => one.step === timer.step && one.status === 'planned')) return draft;
  const { appointmentId, start } = appointment;
  const text = writeText(draft, practice, {
    purpose: 'appointment',
    body: reminderBody(draft, practice, appointment),
    expiresAt: start,
    about: { appointmentId, start, step: timer.step },
    facts: { appointment },
  });
  const refused = text.status === 'refused' || text.status === 'expired';
  draft.changedAppointments.push({
    ...appointment,
    reminders: appointment.reminders.map((one) =>
      one.step === timer.step && one.status === 'planned'
        ? { ...one, status: refused ? 'refused' : 'queued', textId: text.textId }
        : one,
    ),
  });
  if (refused) tellOfDrop(draft, text);
  else ask(draft, { kind: 'confirm-appointment', appointmentId, start, askedAt: now });
  return draft;
}

/** Remembers what was asked last, of each appointment once, so that a short answer can be matched to it. */
function ask(draft: Draft, question: Question): void {
  const others = draft.head.questions.filter((one) => one.appointmentId !== question.appointmentId);
  amend(draft, { questions: [...others, question].slice(-headLimits.questions) });
}

function reminderBody(draft: Draft, { settings }: PracticeView, appointment: Appointment): string {
  const words = wordsFor(draft);
  const { shortName } = settings.profile;
  const when = dayAndTime(words, appointment.start, appointment.timeZone);
  // A confidential visit names nobody: others may read this phone.
  const patient = draft.head.patients.find((one) => one.patientId === appointment.patientIds[0]);
  const given = appointment.confidential ? undefined : patient?.given;
  const write = appointment.status === 'confirmed' ? words.reminderOfConfirmed : words.reminder;
  return withName(given, (name) => write(shortName, name, when), ` ${words.howToOptOut}`);
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
