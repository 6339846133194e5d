import type { Appointment } from './appointment.ts';
import { textIdOf } from './identifiers.ts';
import type { Ask } from './permit-rule.ts';

/**
 * Whether the step that a text stands for is another text's by now, or planned anew: the patient's number changed and changed back while
 * the first text waited, say, and both would be sent.
 */
export function isAnothers(
  { standing, seq, head }: Pick<Ask, 'standing' | 'seq' | 'head'>,
  { reminders }: Appointment,
  step: string | undefined,
): boolean {
  if (!standing || seq === undefined) return false;
  const reminder = reminders.find((one) => one.step === step);
  return reminder !== undefined && reminder.textId !== textIdOf(head.contactId, seq);
}
