import type { ContactHead } from './contact.ts';
import type { Policy } from './settings.ts';
import type { IsoInstant } from './time.ts';

/** What a bare keyword ends, by a rule of the FCC. Words beside the keywords count under every one of them, the stricter reading. */
export interface StopRule {
  /** `all`: everything from the practice. `kind`: the kind of texts that it answers. */
  readonly scope: Policy['stopScope'];
  readonly cites: string;
  /** The day from which it may be relied on, ISO; absent while none is set. */
  readonly since?: string;
}

export const stopRules: readonly StopRule[] = [
  { scope: 'all', cites: '47 CFR 64.1200(a)(10), 89 FR 15756', since: '2025-04-11' },
  // Adopted 2026-09-30. It narrows what a keyword covers once in effect, and no date for that is published.
  { scope: 'kind', cites: 'FCC 26-67' },
];

/** Whether a practice may rely on a scope at a moment. */
export const inForce = (scope: Policy['stopScope'], now: IsoInstant, rules = stopRules): boolean =>
  rules.some((rule) => rule.scope === scope && rule.since !== undefined && rule.since <= now);

/**
 * What a bare keyword covers: everything, unless the practice chose the narrower rule, that rule is in force, and what went to the
 * patient last was an offer. Any doubt is for the patient.
 */
export function stopCovers(
  { automatedSent, consent }: Pick<ContactHead, 'automatedSent' | 'consent'>,
  chosen: Policy['stopScope'],
  now: IsoInstant,
  rules = stopRules,
): 'all' | 'offers' {
  const answersAnOffer = automatedSent?.at(-1)?.offer === true && consent.marketing.state === 'granted';
  return chosen === 'kind' && inForce('kind', now, rules) && answersAnOffer ? 'offers' : 'all';
}
