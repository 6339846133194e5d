import { type Rule, refuse } from './permit-rule.ts';

/**
 * What a person wrote is for those who had the number then. It is taken back where the last of them leaves (leave-number.ts), but for what is
 * being handed over at that moment, which its carrier may be too busy to take: asked again when it is claimed.
 */
export const stillTheirs: Rule = ({ automated, at, head: { leftAt } }) =>
  automated === false && at !== undefined && leftAt !== undefined && at <= leftAt
    ? refuse('suspended', `Whom it was written to left this number on ${leftAt}: it may be anybody's.`)
    : undefined;
