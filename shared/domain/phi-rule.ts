import { ok, type Rule } from './permit-rule.ts';
import { type PhiSpan, phiIn } from './phi-guard.ts';
import type { PhiPattern } from './phi-patterns.ts';
import type { Purpose } from './purpose.ts';

/** The patient who was warned of the risk and still wants it may be told by text. */
const warned = '45 CFR 164.522(b), 78 FR 5634 (2013-01-25)';

/** Confirmations say nothing of anyone, and an emergency's words must not wait for a consent. */
const free: ReadonlySet<Purpose> = new Set(['service', 'emergency']);

/**
 * Without PHI consent no text says more of a patient's health than who writes, when, and how to reply. What was found stands in the
 * permit by its places and reasons, and never by its words.
 */
export const phi: Rule = ({ purpose, body, head, profile, policy }) => {
  if (body === undefined || free.has(purpose)) return undefined;
  const { phi: given } = head.consent;
  if (given.state === 'granted')
    return ok('phi', `The patient was warned and agreed (consent event ${given.seq}, ${given.at}).`, warned);
  const spans = spansIn(body, policy.phiPatterns, [profile.name, profile.shortName]);
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

/**
 * Texts in which nothing was found, each with all that its reading rests on. Standard words go out again and again, and each text is
 * read twice, when it is written and when it is claimed. A text in which something was found is never kept here.
 */
const harmless = new Set<string>();
const harmlessMax = 1000;

function spansIn(
  body: string,
  patterns: readonly PhiPattern[] | undefined,
  names: readonly string[],
): readonly PhiSpan[] {
  const reading = JSON.stringify([body, patterns, names]);
  if (harmless.has(reading)) return [];
  const spans = phiIn(body, patterns, names);
  if (spans.length > 0) return spans;
  if (harmless.size === harmlessMax) harmless.clear();
  harmless.add(reading);
  return spans;
}
