/** How short a word may be and still be guessed at: short words are often one slip from another word. */
const lettersMin = { held: 4, swapped: 4, missing: 7 };

/** Words of their own that are one slip from a word of some vocabulary: "thanks alot" is not ALTO, "the form" is not "from". */
const noSlips: ReadonlySet<string> = new Set(
  'alot form three sing singed felt quiet though trough patent record letter vice anther'.split(' '),
);

/**
 * Reads slips of the thumb in words of a given vocabulary: letters held down ("stoooop"), two letters swapped
 * ("sotp") and, in long words, one letter missing ("unsubcribe"). Slips that this does not cover are
 * listed in `slips`.
 * The first letter must be right unless it is swapped, so that "ending" is never read as "sending".
 *
 * @returns a function from a folded word to the word that was meant, or to itself.
 */
export function spellingOf(
  vocabulary: Iterable<string>,
  slips: Readonly<Record<string, string>>,
): (word: string, heldMin: 2 | 3) => string {
  const known = new Set(vocabulary);
  const squeezed = new Map(Array.from(known, (word) => [squeeze(word), word]));
  const meant = new Map(Object.entries(slips));
  for (const word of known) for (const slip of slipsOf(word)) if (!meant.has(slip)) meant.set(slip, word);
  return (word, heldMin) => {
    if (known.has(word) || noSlips.has(word)) return word;
    const slip = meant.get(word);
    if (slip !== undefined) return slip;
    if (word.length < lettersMin.held || !(heldMin === 2 ? /(.)\1/u : /(.)\1\1/u).test(word)) return word;
    const bare = squeeze(word);
    return squeezed.get(bare) ?? meant.get(bare) ?? word;
  };
}

const squeeze = (word: string): string => word.replace(/(.)\1+/gu, '$1');

function slipsOf(word: string): string[] {
  const slips: string[] = [];
  if (word.length >= lettersMin.swapped)
    for (let at = 0; at < word.length - 1; at += 1)
      slips.push(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));
  if (word.length >= lettersMin.missing)
    // Without its last s a word is its own singular.
    for (let at = 1; at < word.length - (word.endsWith('s') ? 1 : 0); at += 1)
      slips.push(word.slice(0, at) + word.slice(at + 1));
  return slips;
}
