import { knowingHarmless } from './harmless.ts';
import { ok, type Rule } from './permit-rule.ts';
import { phiIn } from './phi-guard.ts';
import type { Purpose } from './purpose.ts';

/** The patient who was warned of the risk and still wants it may be told by text. */
const warned = '45 CFR 164.522(b), 78 FR 5634 (2013-01-25)';

/** Confirmations say nothing of anyone, and an emergency's words must not wait for a consent. */
const free: ReadonlySet<Purpose> = new Set(['service', 'emergency']);

const phiSpansIn = knowingHarmless(phiIn);

/**
 * Without PHI consent no text says more of a patient's health than who writes, when, and how to reply. What was found stands in the
 * permit by its places and reasons, and never by its words.
 */
export const phi: Rule = ({ purpose, body, head, profile, policy }) => {
  if (body === undefined || free.has(purpose)) return undefined;
  const { phi: given } = head.consent;
  if (given.state === 'granted')
    return ok('phi', `The patient was warned and agreed (consent event ${given.seq}, ${given.at}).`, warned);
  const spans = phiSpansIn(body, policy.phiPatterns, [profile.name, profile.shortName]);
  if (spans.length === 0) return undefined;
  const kinds = [...new Set(spans.map(({ kind }) => kind))].join(', ');
  return {
    code: 'phi',
    outcome: 'refuse',
    detail: `Holds health information (${kinds}) and the patient has not agreed to it by text. Leave it out, call, or send the standard response phi-warning and wait for their YES.`,
    cites: warned,
    spans,
  };
};
