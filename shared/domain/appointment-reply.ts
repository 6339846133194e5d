import { type Appointment, type AppointmentStatus, isUpcoming } from './appointment.ts';
import type { AppointmentAnswer } from './appointment-answer.ts';
import { clearCall } from './call-patient.ts';
import type { Question } from './contact.ts';
import { amend, clearTimer, type Draft, happened, raiseTask } from './draft.ts';
import { awaitAnswer } from './episode.ts';
import type { EventType } from './event.ts';
import { reminderTimer } from './reminder-plan.ts';
import { acknowledge, type PracticeView, wordsFor } from './system-text.ts';
import type { IsoInstant } from './time.ts';
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

/** What a patient's answer to a reminder changes: the appointment, its history, an event, one answer, and a task for a person. */
export function decideAnswer(
  draft: Draft,
  practice: PracticeView,
  { answer, question }: { readonly answer: AppointmentAnswer; readonly question: Question },
  appointment: Appointment | undefined,
): void {
  const words = wordsFor(draft);
  const { shortName } = practice.settings.profile;
  const stands = appointment && appointment.start === question.start && appointment.start > draft.now;
  if (!stands || !isUpcoming(appointment.status)) {
    dropQuestion(draft, question);
    awaitAnswer(draft, practice, 'appointment-request', words.noLonger(shortName));
    return;
  }
  const { status, event } = outcomes[answer];
  const { appointmentId } = appointment;
  if (appointment.status !== status) {
    const answeredBy = withStatusBy(appointment, status, 'patient', draft.now);
    draft.changedAppointments.push(
      answer === 'confirm' ? clearCall(draft, answeredBy) : cancelReminders(draft, answeredBy),
    );
    happened(draft, event, { appointmentId });
  }
  if (answer === 'confirm') {
    // The question stays: a patient who confirmed may still answer R to the reminder that follows.
    acknowledge(
      draft,
      practice,
      words.confirmed(shortName, dayAndTime(words, appointment.start, appointment.timeZone)),
    );
    return;
  }
  dropQuestion(draft, question);
  raiseTask(draft, {
    kind: answer === 'reschedule' ? 'reschedule' : 'declined',
    appointmentId,
    detail:
      answer === 'reschedule'
        ? 'The patient asks for another time: text or call them, and put the new start.'
        : 'The patient cannot come: offer another time, or cancel the appointment.',
  });
  const reply = answer === 'reschedule' ? words.rescheduleAsked(shortName) : words.declined(shortName);
  awaitAnswer(draft, practice, 'appointment-request', reply);
}

const dropQuestion = (draft: Draft, question: Question): void =>
  amend(draft, {
    questions: draft.head.questions.filter((one) => one.appointmentId !== question.appointmentId),
  });

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
