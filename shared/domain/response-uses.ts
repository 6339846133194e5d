import { fold } from './fold.ts';
import type { MessageTypes } from './settings.ts';

/** How often one response answered texts of a type, and which of the practice's own words stood in them. */
export interface ResponseUse {
  readonly name: string;
  readonly uses: number;
  /** By the practice's words for its types, folded: never a word of a patient's that the practice did not write down. */
  readonly words: Readonly<Record<string, number>>;
}

/** What answered texts of one type: a hint for suggestions, and no figure to be paid by. */
export interface ResponseUses {
  readonly type: string;
  readonly counts: readonly ResponseUse[];
}

/** As many as are remembered of each list; the least used go. */
const responsesMax = 100;
const wordsMax = 40;

/** Which of the practice's words for its types stand whole in these texts, folded. */
export function wordsHeard(types: MessageTypes, bodies: readonly string[]): readonly string[] {
  const folded = bodies.map((body) => ` ${fold(body)} `);
  const heard = types
    .flatMap(({ words }) => words.map(fold))
    .filter((word) => word !== '' && folded.some((body) => body.includes(` ${word} `)));
  return [...new Set(heard)].slice(0, wordsMax);
}

/** The record with one more use. */
export function countedIn(
  uses: ResponseUses,
  used: { readonly name: string; readonly words: readonly string[] },
): ResponseUses {
  const before = uses.counts.find(({ name }) => name === used.name);
  const words = new Map(Object.entries(before?.words ?? {}));
  for (const word of used.words) words.set(word, (words.get(word) ?? 0) + 1);
  const kept = [...words].toSorted((a, b) => b[1] - a[1]).slice(0, wordsMax);
  const one: ResponseUse = {
    name: used.name,
    uses: (before?.uses ?? 0) + 1,
    words: Object.fromEntries(kept),
  };
  // The one just used stays, so that a new response can grow among a hundred old ones.
  const others = uses.counts
    .filter(({ name }) => name !== used.name)
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, responsesMax - 1);
  return { type: uses.type, counts: [one, ...others] };
}
