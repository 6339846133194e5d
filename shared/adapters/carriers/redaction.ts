/*
 * A carrier's error says what it was given: "The 'To' number +12125550123 is not valid". Before such words may be
 * logged, all that could be a patient's goes. When in doubt it masks: from the first quotation mark to the last,
 * because a quoted text may hold quotation marks of its own, and to the end where one is never closed.
 */
const masks: readonly (readonly [RegExp, string])[] = [
  [/["“”„‟«»‹›「」`].*["“”„‟«»‹›「」`]|["“”„‟«»‹›「」`].*$/gsu, '[text]'],
  // An apostrophe inside a word ("can't") opens nothing.
  [/(?<![\p{L}\p{N}])['‘’‚].*['‘’](?![\p{L}\p{N}])|(?<![\p{L}\p{N}])['‘’‚].*$/gsu, '[text]'],
  [/[^\s@<>()]+@[^\s@<>()]+/gu, '[address]'],
  // Three digits and more, with what people put between them: +1 (212) 555-0123, 212.555.0123, 12/01/1980.
  [/[+(]*\p{Nd}(?:[\s().+\-‐-―/_,:·]{0,3}\p{Nd}){2,}/gu, '[number]'],
];

/** A carrier's own words with every number, address and quoted text masked, fit for a log. */
export function redact(words: string): string {
  return masks.reduce((said, [pattern, mask]) => said.replace(pattern, mask), words);
}
