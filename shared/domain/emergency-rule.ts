import { type Rule, refuse } from './permit-rule.ts';

/**
 * Until a person has looked, no acknowledgement, missed goal or confirmation stands on top of the words that may save a life, one
 * that was written before included.
 */
export const emergencyFirst: Rule = ({ purpose, head }) =>
  purpose === 'acknowledgement' && head.thread.urgent
    ? refuse(
        'suspended',
        'Signs of an emergency wait for a person: they were answered at once, and no automatic answer follows.',
      )
    : undefined;
