import type { ResponseUses } from './response-uses.ts';
import type { StandardResponse } from './standard-response.ts';

/** A response for a thread, with why it is offered, in words for the front desk. */
export interface Suggestion {
  readonly response: StandardResponse;
  /** How often it answered texts of this type. */
  readonly uses: number;
  readonly why: string;
}

/** What suggestions rest on. */
export interface SuggestionFacts {
  /** The practice's own and the starters. */
  readonly responses: readonly StandardResponse[];
  /** The thread's message type. */
  readonly type: string;
  readonly uses: ResponseUses | undefined;
  /** The practice's words that stand in what the patient wrote, folded. */
  readonly heard: readonly string[];
}

const suggestionsMax = 5;

/**
 * Responses for a thread: those most used to answer texts with the same of the practice's words, then those most used for its type, then
 * those written for its type, the practice's own before starters, then those for any type.
 */
export function suggest({ responses, type, uses, heard }: SuggestionFacts): readonly Suggestion[] {
  return responses
    .flatMap((response) => {
      const used = uses?.counts.find(({ name }) => name === response.name);
      const forType = response.type === type;
      if (!forType && response.type !== undefined && !used) return [];
      const like = heard.reduce((sum, word) => sum + countOf(used?.words, word), 0);
      const times = used?.uses ?? 0;
      return [{ response, uses: times, like, forType, why: whyOf(response, { used, heard, type, forType }) }];
    })
    .toSorted(
      (a, b) =>
        b.like - a.like ||
        b.uses - a.uses ||
        Number(b.forType) - Number(a.forType) ||
        Number(b.response.updatedAt !== undefined) - Number(a.response.updatedAt !== undefined) ||
        (a.response.name < b.response.name ? -1 : 1),
    )
    .slice(0, suggestionsMax)
    .map(({ response, uses: times, why }) => ({ response, uses: times, why }));
}

const countOf = (words: Readonly<Record<string, number>> | undefined, word: string): number =>
  words && Object.hasOwn(words, word) ? (words[word] ?? 0) : 0;

interface Known {
  readonly used: ResponseUses['counts'][number] | undefined;
  readonly heard: readonly string[];
  readonly type: string;
  readonly forType: boolean;
}

function whyOf(response: StandardResponse, { used, heard, type, forType }: Known): string {
  const [best] = heard
    .map((word) => ({ word, times: countOf(used?.words, word) }))
    .filter(({ times }) => times > 0)
    .toSorted((a, b) => b.times - a.times);
  if (best) return `Sent ${times(best.times)} to texts with "${best.word}".`;
  if (used) return `Sent ${times(used.uses)} to texts of this type (${type}).`;
  const whose = response.updatedAt === undefined ? 'A starter' : 'Written';
  return forType ? `${whose} for this type (${type}).` : `${whose} for any type.`;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
