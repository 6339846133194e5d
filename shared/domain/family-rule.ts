import { isAnothers } from './another-text.ts';
import type { Appointment } from './appointment.ts';
import { standingOf } from './family.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';

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
