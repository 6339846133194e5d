import { standingOf } from './family.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';

/** A text that lists several appointments goes only while each of them stands as it says: asked again when it is claimed. */
export const listStands: Rule = ({ about, ...facts }) => {
  if (about?.family === undefined) return undefined;
  return standingOf(about.family, facts).length === about.family.length
    ? ok('still-true', 'Each appointment that the text lists stands.')
    : refuse(
        'appointment-changed',
        'An appointment that the text lists has changed: the others are asked about in another text.',
      );
};
