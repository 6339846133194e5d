/**
 * Finds the words of a lexicon that a written word is, or nearly is.
 *
 * Only words of eight letters and more are also taken with one letter wrong, missing, added or two exchanged: shorter
 * ones have too many ordinary neighbours. Each known word is kept under itself and under itself less one letter, so
 * that a look-up costs the same however many words there are.
 */
const fuzzyFrom = 8;
/** The longest word that is looked up by its near forms; none of a lexicon is longer, and it bounds the cost. */
const fuzzyTo = 24;

/** The words of a lexicon that a written word may be; "aids" is both AIDS and the plural of "aid". */
export type Spelling = (written: string) => readonly string[];

/** @param ordinary words that are near to one of `known` and are not it: "addition", "concerts" */
export function spellingOf(known: Iterable<string>, ordinary: readonly string[]): Spelling {
  const words = [...new Set(known)];
  const exact = table(words, formsOf);
  const near = table(
    words.filter(({ length }) => length >= fuzzyFrom),
    (word) => [word, ...lessOne(word)],
  );
  const excepted = new Set(ordinary);
  return (written) => {
    const forms = exact.get(written);
    if (forms) return forms;
    if (written.length < fuzzyFrom - 1 || written.length > fuzzyTo || excepted.has(written)) return [];
    const candidates = [written, ...lessOne(written)].flatMap((form) => near.get(form) ?? []);
    return candidates.filter((candidate) => isNear(candidate, written));
  };
}

/** Words under each of their keys. */
function table(words: readonly string[], keysOf: (word: string) => readonly string[]): Map<string, string[]> {
  const keyed = new Map<string, string[]>();
  for (const word of words) {
    for (const key of new Set(keysOf(word))) {
      const under = keyed.get(key);
      if (under) under.push(word);
      else keyed.set(key, [word]);
    }
  }
  return keyed;
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
