import type { Rule } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';
import { plusSeconds } from './time.ts';

/** Not held for it: what a person writes, what confirms a choice, and what may save a life. */
const free: ReadonlySet<Purpose> = new Set(['reply', 'service', 'emergency']);

/** A held text is asked about again so often; a decision is then in force for it. */
const askAgainSeconds = 3600;

/** Where a text may be an opt-out nothing automated goes until a person has decided. */
export const review: Rule = ({ purpose, head, now }) => {
  if (head.reviewSince === undefined || free.has(purpose)) return undefined;
  return {
    code: 'opt-out-review',
    outcome: 'hold',
    until: plusSeconds(now, askAgainSeconds),
    detail: `The patient's text of ${head.reviewSince} may ask for no more texts: a person decides first (task review-opt-out).`,
    cites: '47 CFR 64.1200(a)(10)',
  };
};
