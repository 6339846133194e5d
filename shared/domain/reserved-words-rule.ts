import { knowingHarmless } from './harmless.ts';
import type { Rule } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';
import { reservedWordsIn } from './reserved-words.ts';

/** What confirms an opt-out speaks of its words, and an emergency's words must not wait. */
const free: ReadonlySet<Purpose> = new Set(['service', 'emergency']);

const spansIn = knowingHarmless(reservedWordsIn);

/** No text invites a word that ends all texts, except to opt out: who follows it would be cut off from the practice. */
export const reservedWords: Rule = ({ purpose, body }) => {
  if (body === undefined || free.has(purpose)) return undefined;
  const spans = spansIn(body);
  if (spans.length === 0) return undefined;
  return {
    code: 'reserved-word',
    outcome: 'refuse',
    detail:
      'Invites a word that by law ends all texts from the practice. Offer C, R, X or a digit in its place.',
    cites: '47 CFR 64.1200(a)(10)',
    spans,
  };
};
