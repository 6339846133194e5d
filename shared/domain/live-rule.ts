import { ok, type Rule, refuse } from './permit-rule.ts';
import { isSwitchable } from './purpose.ts';

/** Nothing automated but acknowledgements leaves a practice before its readiness check has passed once. */
export const live: Rule = ({ purpose, liveSince }) => {
  if (!isSwitchable(purpose)) return undefined;
  return liveSince !== undefined
    ? ok('live', `The practice passed its readiness check (${liveSince}).`)
    : refuse(
        'not-live',
        'The practice has not passed its readiness check: GET /v1/readiness says what is missing.',
      );
};
