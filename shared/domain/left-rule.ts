import { type Rule, refuse } from './permit-rule.ts';

/**
 * What a person wrote is for those who had the number then. It is taken back where the last of them leaves (leave-number.ts), but for what is
 * being handed over at that moment, which its carrier may be too busy to take: asked again when it is claimed. By its place in the thread
 * and not by a clock: two machines' clocks may differ, and the head counts for all of them.
 */
export const stillTheirs: Rule = ({ automated, seq, head: { leftSeq } }) =>
  automated === false && seq !== undefined && leftSeq !== undefined && seq < leftSeq
    ? refuse('suspended', "Whom it was written to has left this number since: it may be anybody's.")
    : undefined;
