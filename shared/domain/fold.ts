import { confusables } from './confusables.ts';
import { lately } from './lately.ts';

const latin = new Map(
  Object.values(confusables).flatMap(({ from, to }) =>
    Array.from(from, (letter, index) => [letter, to.charAt(index)] as const),
  ),
);

/** Accents, strokes and the keycap, wherever they stand; not the vowel signs of other scripts. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;

/** Zero-width and bidi characters, variation selectors, soft hyphens, and controls that are no space. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]+|(?!\s)\p{Cc}/gu;

/** Before normalizing, which takes some of them apart into a space and an accent. */
const apostrophes = /(?<=[\p{L}\p{M}])['\u2018\u2019\u02bc\uff07`\u00b4](?=\p{L})/gu;

/** What a keyboard of the United States types, as most texts are: nothing in it is invisible, accented or looks like another letter. */
export const printable = /^[\n\r\t\x20-\x7e]*$/;

const printableApostrophes = /(?<=[a-z])['`](?=[a-z])/gi;

/** A text without what cannot be seen, and otherwise as it was written. */
export const visible = (body: string): string => (printable.test(body) ? body : body.replace(invisible, ''));

/**
 * A text reduced to what a reader hears, for matching only: lower-case words of letters and digits, one space
 * between. Case, accents, width, emoji, punctuation, invisible characters and look-alike letters are gone
 * ("ＳＴＯＰ!!! 🛑" is "stop", "ARRÊT" is "arret"), an apostrophe joins ("don't" is "dont"), a zero within letters is an
 * o ("st0p"), and letters set apart are one word ("S.T.O.P" is "stop").
 *
 * The empty string means that nothing was said in words. Linear in the length of the text.
 */
export const fold = lately((body: string): string => {
  if (printable.test(body))
    return heardIn(
      body
        .replace(printableApostrophes, '')
        .toLowerCase()
        .replace(/[^a-z\d]+/g, ' '),
    );
  const letters = body
    .replace(invisible, '')
    .replace(apostrophes, '')
    // Unicode sorts the marks upon a letter, in quadratic time; a hostile text has 60,000 upon one.
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(invisible, '');
  const read = Array.from(letters, (letter) => latin.get(letter) ?? letter).join('');
  return heardIn(read.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')).normalize('NFC');
});

/** Words with single spaces between, read as one hears them. */
const heardIn = (words: string): string =>
  words
    .replace(/(?<=[a-z])0(?=[a-z])/g, 'o')
    .trim()
    .replace(/(?<![^ ])[a-z](?: [a-z]){2,}(?![^ ])/g, (apart) => apart.replaceAll(' ', ''));
