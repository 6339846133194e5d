import { type Appointment, isUpcoming, takenBack } from './appointment.ts';
import { type ContactHead, headLimits, type Question } from './contact.ts';
import { amend, begin, clearTimer, type Draft } from './draft.ts';
import { tellOfDrop } from './dropped.ts';
import { familyOf, type ListedAppointment } from './family.ts';
import { familyBody, listedName } from './family-wording.ts';
import type { TextId } from './identifiers.ts';
import { reminderTimer } from './reminder-plan.ts';
import { reminderBody } from './reminder-wording.ts';
import { isKeptHere } from './suspension.ts';
import { type PracticeView, writeText } from './system-text.ts';
import type { IsoInstant } from './time.ts';
import type { Timer } from './timer.ts';

/** What the firing of a reminder's timer rests on. */
export interface ReminderFacts {
  readonly head: ContactHead;
  readonly timer: Timer & { kind: 'reminder' };
  /** As it stands now; `undefined` where it is gone. */
  readonly appointment: Appointment | undefined;
  /** The contact's appointments about that time, as they stand: those of a family are asked about in one text. */
  readonly nearby?: readonly Appointment[];
  readonly practice: PracticeView;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * A reminder is due: everything is asked again, and where the appointment still stands as the timer says, its text is
 * written. At most once per appointment, start and step, for the timer goes with the decision.
 */
export function decideReminder(facts: ReminderFacts): Draft {
  const { head, timer, appointment, now } = facts;
  const draft = begin(head, now, facts.newId);
  clearTimer(draft, { kind: 'reminder', id: timer.id });
  if (!appointment || !isMeant(appointment, timer)) return draft;
  const family = familyOf(head, { appointment, step: timer.step }, facts.nearby ?? [], now);
  return (family.length > 1 && decideListed(facts, family)) || decideSingle(facts, appointment, draft);
}

function decideSingle(
  { head, timer, practice, now }: ReminderFacts,
  appointment: Appointment,
  draft: Draft,
): Draft {
  const { appointmentId, start, confidential } = appointment;
  // What follows a completed visit asks nothing, and nobody need be called where it is not sent.
  const follows = appointment.status === 'completed';
  // A past visit stays where it was when its patients' number changes: what follows it is not for whoever has the old one.
  if (follows && !isKeptHere(head, appointment.patientIds)) {
    draft.changedAppointments.push({ ...appointment, reminders: takenBack(appointment.reminders) });
    return draft;
  }
  const text = writeText(draft, practice, {
    purpose: follows ? 'care' : 'appointment',
    body: reminderBody(draft, practice, appointment, timer.step),
    about: { appointmentId, start, step: timer.step, ...(confidential && { confidential }) },
    facts: { appointment },
    ...(!follows && { expiresAt: start }),
  });
  const refused = text.status === 'refused' || text.status === 'expired';
  draft.changedAppointments.push(
    withStep(appointment, timer.step, refused ? 'refused' : 'queued', text.textId),
  );
  if (follows) return draft;
  if (refused) tellOfDrop(draft, text);
  else ask(draft, { kind: 'confirm-appointment', appointmentId, start, askedAt: now });
  return draft;
}

/**
 * Asks about a family's appointments in one text. The step that each of them was due for counts as sent with it, and its timer goes.
 *
 * @returns `undefined` where such a text may not go: then each is asked for itself, and told why
 */
function decideListed(
  { head, practice, now, newId }: ReminderFacts,
  family: readonly ListedAppointment[],
): Draft | undefined {
  const draft = begin(head, now, newId);
  const listed = family.map(({ appointment: { appointmentId, start }, step }) => ({
    appointmentId,
    start,
    step,
  }));
  const [first] = family;
  const [about] = listed;
  if (!first || !about) return undefined;
  const text = writeText(draft, practice, {
    purpose: 'appointment',
    body: familyBody(draft, practice, family),
    about: { ...about, family: listed },
    facts: { appointment: first.appointment, family: family.map(({ appointment }) => appointment) },
    expiresAt: about.start,
  });
  if (text.status === 'refused' || text.status === 'expired') return undefined;
  // A number means the list that came last.
  const unnumbered = head.questions.map(({ number: _number, name: _name, ...question }) => question);
  amend(draft, { questions: unnumbered });
  for (const [index, { appointment, step }] of family.entries()) {
    const { appointmentId, start } = appointment;
    clearTimer(draft, reminderTimer(appointment, step));
    draft.changedAppointments.push(withStep(appointment, step, 'queued', text.textId));
    const name = listedName(head, appointment);
    ask(draft, {
      kind: 'confirm-appointment',
      appointmentId,
      start,
      askedAt: now,
      number: index + 1,
      ...(name && { name }),
    });
  }
  return draft;
}

const withStep = (
  appointment: Appointment,
  step: string,
  status: 'queued' | 'refused',
  textId: TextId,
): Appointment => ({
  ...appointment,
  reminders: appointment.reminders.map((one) => (one.step === step ? { ...one, status, textId } : one)),
});

/** Whether an appointment still plans what a timer stands for. A timer of an earlier plan says nothing of this one. */
function isMeant(appointment: Appointment, { id, step }: ReminderFacts['timer']): boolean {
  const { status, reminders } = appointment;
  if (!isUpcoming(status) && status !== 'completed') return false;
  if (reminderTimer(appointment, step).id !== id) return false;
  return reminders.some((one) => one.step === step && one.status === 'planned');
}

/** Remembers what was asked last, of each appointment once, so that a short answer can be matched to it. */
function ask(draft: Draft, question: Question): void {
  const asked = draft.head.questions.find(
    ({ appointmentId, start }) => appointmentId === question.appointmentId && start === question.start,
  );
  // The number under which a text listed it stays its number until another list.
  const { number, name } = asked ?? {};
  const numbered = { ...(number !== undefined && { number }), ...(name && { name }), ...question };
  const others = draft.head.questions.filter((one) => one.appointmentId !== question.appointmentId);
  amend(draft, { questions: [...others, numbered].slice(-headLimits.questions) });
}
