import type { Appointment } from './appointment.ts';
import { standingOf } from './family.ts';
import { textIdOf } from './identifiers.ts';
import { type Ask, ok, type Rule, refuse } from './permit-rule.ts';

/**
 * Whether the step that a text stands for is another text's by now, or planned anew: the patient's number changed and changed back while
 * the first text waited, and both would be sent.
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

/** A text that lists several appointments goes only while each of them stands as it says: asked again when it is claimed. */
export const listStands: Rule = ({ about, ...facts }) => {
  const listed = about?.family;
  if (listed === undefined) return undefined;
  const stepOf = ({ appointmentId }: Appointment) =>
    listed.find((one) => one.appointmentId === appointmentId)?.step;
  const standing = standingOf(listed, facts).filter((one) => !isAnothers(facts, one, stepOf(one)));
  return standing.length === listed.length
    ? ok('still-true', 'Each appointment that the text lists stands.')
    : refuse(
        'appointment-changed',
        'An appointment that the text lists has changed: the others are asked about in another text.',
      );
};
