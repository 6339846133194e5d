/**
 * Finds the word of a lexicon that a written word is, or nearly is.
 *
 * Only words of eight letters and more are also taken with one letter wrong, missing, added or two exchanged: shorter
 * ones have too many ordinary neighbours. Each known word is kept under itself and under itself less one letter, so
 * that a look-up costs the same however many words there are.
 */
const fuzzyFrom = 8;
/** The longest word that is looked up by its near forms; none of a lexicon is longer, and it bounds the cost. */
const fuzzyTo = 24;

export type Spelling = (written: string) => string | undefined;

/** @param ordinary words that are near to one of `known` and are not it: "addition", "concerts" */
export function spellingOf(known: Iterable<string>, ordinary: readonly string[]): Spelling {
  const exact = new Map<string, string>();
  const near = new Map<string, string[]>();
  const words = [...new Set(known)];
  for (const word of words) for (const form of formsOf(word)) if (!exact.has(form)) exact.set(form, word);
  for (const word of words) exact.set(word, word);
  for (const word of words.filter(({ length }) => length >= fuzzyFrom)) {
    for (const form of [word, ...lessOne(word)]) near.set(form, [...(near.get(form) ?? []), word]);
  }
  const excepted = new Set(ordinary);
  return (written) => {
    const word = exact.get(written);
    if (word !== undefined) return word;
    if (written.length < fuzzyFrom - 1 || written.length > fuzzyTo || excepted.has(written)) return undefined;
    for (const form of [written, ...lessOne(written)]) {
      const match = near.get(form)?.find((candidate) => isNear(candidate, written));
      if (match !== undefined) return match;
    }
    return undefined;
  };
}

/** A word with its plurals, English and Spanish. */
export function formsOf(word: string): readonly string[] {
  if (word.length < 3 || /\d/.test(word)) return [word];
  if (/is$/.test(word)) return [word, word.replace(/is$/, 'es')];
  if (/[^aeiou]y$/.test(word)) return [word, word.replace(/y$/, 'ies')];
  if (/(?:s|x|z|ch|sh)$/.test(word)) return [word, `${word}es`];
  return /[nrld]$/.test(word) ? [word, `${word}s`, `${word}es`] : [word, `${word}s`];
}

const lessOne = (word: string): string[] =>
  Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));

/** One letter changed, added, dropped, or two neighbours exchanged. */
function isNear(one: string, other: string): boolean {
  if (one === other) return true;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let end = 0;
  while (end < one.length - from && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const a = one.slice(from, one.length - end);
  const b = other.slice(from, other.length - end);
  if (a.length < 2 && b.length < 2) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}
