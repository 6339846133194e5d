import { type Permit, type PermitFacts, type PermitRequest, refuse } from './permit-rule.ts';
import { rules } from './permit-rules.ts';
import type { IsoInstant } from './time.ts';

/**
 * Decides whether one text may go now. Pure: the same request and facts give the same permit, so a stored one can be
 * replayed. A refusal outweighs a hold; of holds the latest counts; a hold past the text's expiry is a refusal.
 */
export function permit(request: PermitRequest, facts: PermitFacts): Permit {
  const ask = { ...request, ...facts };
  const answers = rules.flatMap((rule) => rule(ask) ?? []);
  const decided = { decidedAt: facts.now, rules: answers };
  for (const answer of answers)
    if (answer.outcome === 'refuse') return { verdict: 'refuse', code: answer.code, ...decided };
  let until: IsoInstant | undefined;
  for (const answer of answers)
    if (answer.outcome === 'hold' && (!until || answer.until > until)) until = answer.until;
  if (until === undefined) return { verdict: 'send', ...decided };
  if (until < request.expiresAt) return { verdict: 'hold', at: until, ...decided };
  const late = refuse(
    'expired',
    `The next lawful moment, ${until}, is after ${request.expiresAt}: too late to be of use.`,
  );
  return { verdict: 'refuse', code: 'expired', decidedAt: facts.now, rules: [...answers, late] };
}
