import { fold } from './fold.ts';

export type AppointmentAnswer = 'confirm' | 'reschedule' | 'decline';

/**
 * The short answers that reminders offer, and their plainest forms, effective 2026-11-23. None is a word that by law means
 * stop. Freer wording goes to a person.
 */
const answers: Readonly<Record<AppointmentAnswer, readonly string[]>> = {
  confirm: ['c', 'y', 'yes', 'confirm', 'confirmed', 'si', 'confirmo', 'confirmar'],
  reschedule: ['r', 'reschedule', 'cambiar'],
  decline: ['x'],
};

const thumbsUp = /^\s*\u{1F44D}[\u{1F3FB}-\u{1F3FF}]?\s*$/u;

/** What a text says to "Reply C to confirm, R to reschedule"; `undefined` where it is none of these answers. */
export function appointmentAnswerOf(body: string): AppointmentAnswer | undefined {
  if (thumbsUp.test(body)) return 'confirm';
  const folded = fold(body);
  for (const answer of ['confirm', 'reschedule', 'decline'] as const)
    if (answers[answer].includes(folded)) return answer;
  return undefined;
}
