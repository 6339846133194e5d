import { type Appointment, type AppointmentStatus, isUpcoming } from './appointment.ts';
import type { AppointmentAnswer } from './appointment-answer.ts';
import { cancelReminders, withStatusBy } from './appointment-status.ts';
import type { AskedAnswer, OneAnswer } from './asked-answer.ts';
import { namesAnotherTime, timeAsked } from './asked-time.ts';
import { clearCall } from './call-patient.ts';
import type { Question } from './contact.ts';
import { amend, amendThread, type Draft, happened, raiseTask } from './draft.ts';
import { awaitAnswer } from './episode.ts';
import type { EventType } from './event.ts';
import type { TextId } from './identifiers.ts';
import { withoutNumbers } from './listed-text.ts';
import { unclearFlag } from './settle-thread.ts';
import { acknowledge, type PracticeView, wordsFor } from './system-text.ts';
import { awaitTyped } from './thread-type.ts';
import { dayAndTime } from './words.ts';

interface Outcome {
  readonly status: AppointmentStatus;
  readonly event: EventType;
}

const outcomes: Readonly<Record<AppointmentAnswer, Outcome>> = {
  confirm: { status: 'confirmed', event: 'appointment.confirmed' },
  reschedule: { status: 'reschedule-requested', event: 'appointment.reschedule-requested' },
  decline: { status: 'declined', event: 'appointment.declined' },
};

/** A patient's answer with what it rests on. */
export interface Answered {
  readonly textId: TextId;
  readonly body: string;
  /** The appointments that were asked about, as they stand; one that is gone is missing. */
  readonly appointments: readonly Appointment[];
}

const standsAs = (question: Question, appointments: readonly Appointment[]): Appointment | undefined =>
  appointments.find((one) => one.appointmentId === question.appointmentId && one.start === question.start);

/** What a patient's answer to what was asked changes: appointments, their history, events, one answer, and tasks for people. */
export function decideAnswered(
  draft: Draft,
  practice: PracticeView,
  asked: AskedAnswer,
  said: Answered,
): void {
  switch (asked.kind) {
    case 'running-late':
      decideLate(draft, practice, asked, said);
      return;
    case 'unclear-answer':
      decideUnclear(draft, practice, asked.questions, said);
      return;
    case 'appointment-answer': {
      const [one] = asked.answers;
      const unclear = asked.unclear ?? [];
      if (asked.answers.length > 1 && asked.answers.every(({ question }) => question.notice))
        decideNoticed(draft, practice, asked, said);
      else if (asked.answers.length + unclear.length > 1)
        decideListed(draft, practice, { ...asked, unclear }, said);
      else if (one) decideOne(draft, practice, one, asked.also, said);
    }
  }
}

/** What became of one appointment, and what the patient is told of it. */
interface Told {
  readonly reply: string;
  readonly confirmed: boolean;
  /** The practice owes more than that: a person takes over. */
  readonly waits: boolean;
}

function decideOne(
  draft: Draft,
  practice: PracticeView,
  one: OneAnswer,
  also: boolean,
  said: Answered,
): void {
  const appointment = standsAs(one.question, said.appointments);
  const zone = appointment?.timeZone;
  // "Yes, Thursday works" to a visit on Tuesday is no yes to it.
  if (
    one.answer === 'confirm' &&
    !also &&
    zone &&
    namesAnotherTime(said.body, one.question.start, draft.now, zone)
  ) {
    decideUnclear(draft, practice, [one.question], said);
    return;
  }
  const { reply, waits } = outcomeOf(draft, practice, one, appointment, said);
  if (waits) awaitAnswer(draft, practice, 'appointment-request', reply);
  else if (also) awaitTyped(draft, practice, said.body, reply);
  else acknowledge(draft, practice, reply);
}

/** One answer to a notice about several visits of a number: it is said of each, and the patient is told once. */
function decideNoticed(
  draft: Draft,
  practice: PracticeView,
  { answers }: { readonly answers: readonly OneAnswer[] },
  said: Answered,
): void {
  const told = answers.map((one) =>
    outcomeOf(draft, practice, one, standsAs(one.question, said.appointments), said),
  );
  // A notice offers R and X alone, so that a person takes over in any case; one that stands no more must not hide what became of the others.
  const standing = answers.findIndex(({ question }) => {
    const appointment = standsAs(question, said.appointments);
    return appointment !== undefined && appointment.status !== 'cancelled';
  });
  awaitAnswer(draft, practice, 'appointment-request', told[Math.max(0, standing)]?.reply);
}

/** What became of a family's appointments, each by its answer; one text tells the patient all of it, by their numbers. */
function decideListed(
  draft: Draft,
  practice: PracticeView,
  asked: {
    readonly answers: readonly OneAnswer[];
    readonly unclear: readonly Question[];
    readonly also: boolean;
  },
  said: Answered,
): void {
  const words = wordsFor(draft);
  const { shortName } = practice.settings.profile;
  const questions = asked.answers.map(({ question }) => question);
  if (!asked.also && confirmsAnother(draft, asked.answers, said)) {
    decideUnclear(draft, practice, questions, said);
    return;
  }
  // A line's number is no hour that somebody asks for.
  const spoken = { ...said, body: withoutNumbers(said.body) };
  const told = asked.answers.map((one) => ({
    number: one.question.number ?? 0,
    ...outcomeOf(draft, practice, one, standsAs(one.question, said.appointments), spoken),
  }));
  for (const question of asked.unclear) raiseUnclear(draft, question, said.textId, unclearDetail);
  const confirmed = told.flatMap((one) => (one.confirmed ? [one.number] : []));
  const followed = [
    ...told.flatMap((one) => (one.confirmed ? [] : [one.number])),
    ...asked.unclear.map(({ number }) => number ?? 0),
  ].toSorted((a, b) => a - b);
  const reply = words.familyAnswered(shortName, confirmed, followed);
  if (followed.length > 0) awaitAnswer(draft, practice, 'appointment-request', reply);
  else if (asked.also) awaitTyped(draft, practice, said.body, reply);
  else acknowledge(draft, practice, reply);
}

/** "Yes, Thursday works" to a list of which none is on a Thursday is no yes to it. */
const confirmsAnother = (draft: Draft, answers: readonly OneAnswer[], said: Answered): boolean =>
  answers.every(({ answer, question }) => {
    const zone = standsAs(question, said.appointments)?.timeZone;
    return (
      answer === 'confirm' &&
      zone !== undefined &&
      namesAnotherTime(said.body, question.start, draft.now, zone)
    );
  });

function outcomeOf(
  draft: Draft,
  practice: PracticeView,
  { answer, question }: OneAnswer,
  appointment: Appointment | undefined,
  said: Answered,
): Told {
  const words = wordsFor(draft);
  const { shortName } = practice.settings.profile;
  if (!appointment || appointment.status === 'cancelled') {
    dropQuestion(draft, question);
    return { reply: words.noLonger(shortName), confirmed: false, waits: true };
  }
  if (
    appointment.start <= draft.now ||
    appointment.status === 'completed' ||
    appointment.status === 'no-show'
  ) {
    dropQuestion(draft, question);
    return { reply: words.hasPassed(shortName), confirmed: false, waits: true };
  }
  if (answer === 'confirm' && !isUpcoming(appointment.status)) {
    raiseUnclear(
      draft,
      question,
      said.textId,
      'The patient had turned this time down and now confirms it: see whether it is still free, and tell them.',
    );
    return { reply: words.turnedDownBefore(shortName), confirmed: false, waits: true };
  }
  settle(draft, appointment, answer);
  if (answer === 'confirm') {
    // The question stays: a patient who confirmed may still answer R to the reminder that follows.
    const when = dayAndTime(words, appointment.start, appointment.timeZone);
    return { reply: words.confirmed(shortName, when), confirmed: true, waits: false };
  }
  const turnedDown = { ...question, turnedDown: true } as const;
  amend(draft, {
    questions: draft.head.questions.map((one) =>
      one.appointmentId === question.appointmentId ? turnedDown : one,
    ),
  });
  raiseTask(draft, {
    kind: answer === 'reschedule' ? 'reschedule' : 'declined',
    appointmentId: appointment.appointmentId,
    textId: said.textId,
    detail: detailOf(answer, timeAsked(said.body)),
  });
  return {
    reply: answer === 'reschedule' ? words.rescheduleAsked(shortName) : words.declined(shortName),
    confirmed: false,
    waits: true,
  };
}

/** What to do for a patient, with the time they named in our own words; never theirs. */
function detailOf(answer: 'reschedule' | 'decline', time: string | undefined): string {
  const named = time === undefined ? '' : ` They named: ${time}.`;
  return answer === 'reschedule'
    ? `The patient asks for another time.${named} Text or call them, and put the new start.`
    : `The patient cannot come.${named} Offer another time, or cancel the appointment.`;
}

/** The appointment in the status that the answer gives it; where it is not to be, its reminders are taken back. */
function settle(draft: Draft, appointment: Appointment, answer: AppointmentAnswer): void {
  const { status, event } = outcomes[answer];
  if (appointment.status === status) return;
  const answeredBy = withStatusBy(appointment, status, 'patient', draft.now);
  draft.changedAppointments.push(
    answer === 'confirm' ? clearCall(draft, answeredBy) : cancelReminders(draft, answeredBy),
  );
  happened(draft, event, { appointmentId: appointment.appointmentId });
}

/** The patient is late or on the way: the booking stands, and the desk knows. */
function decideLate(
  draft: Draft,
  practice: PracticeView,
  { question, also }: { readonly question: Question; readonly also: boolean },
  said: Answered,
): void {
  const words = wordsFor(draft);
  const { shortName } = practice.settings.profile;
  const appointment = standsAs(question, said.appointments);
  const stands = appointment && isUpcoming(appointment.status);
  raiseTask(draft, {
    kind: 'running-late',
    appointmentId: question.appointmentId,
    textId: said.textId,
    detail: stands
      ? 'The patient texts that they are on the way, late or here. The booking stands.'
      : 'The patient texts that they are on the way, but the appointment does not stand any more: call them.',
  });
  if (!stands) awaitAnswer(draft, practice, 'appointment-request', words.noLonger(shortName));
  else if (also) awaitTyped(draft, practice, said.body, words.lateNoted(shortName));
  else acknowledge(draft, practice, words.lateNoted(shortName));
}

/** Nobody can tell from this text whether the patient comes: a person asks. */
function decideUnclear(
  draft: Draft,
  practice: PracticeView,
  questions: readonly Question[],
  said: Answered,
): void {
  const [question] = questions;
  if (question) raiseUnclear(draft, question, said.textId, unclearDetail);
  awaitAnswer(draft, practice, 'appointment-request');
}

const unclearDetail =
  'The patient answered, and it does not say clearly whether they come: read it, and ask them.';

function raiseUnclear(draft: Draft, { appointmentId }: Question, textId: TextId, detail: string): void {
  const { flags } = draft.head.thread;
  if (!flags.includes(unclearFlag)) amendThread(draft, { flags: [...flags, unclearFlag] });
  raiseTask(draft, { kind: 'unclear-reply', appointmentId, textId, detail });
}

const dropQuestion = (draft: Draft, question: Question): void =>
  amend(draft, {
    questions: draft.head.questions.filter((one) => one.appointmentId !== question.appointmentId),
  });
