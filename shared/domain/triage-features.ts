import { fold } from './fold.ts';
import { lazily } from './lazily.ts';
import { ownWords } from './own-words.ts';
import { conditions } from './phi-lexicon-conditions.ts';
import { medicines } from './phi-lexicon-medicines.ts';
import { tests } from './phi-lexicon-tests.ts';
import { triageGroups, triageSlips } from './triage-lexicon-data.ts';
import { isNear, stemOf } from './word-stem.ts';

/** Something in a text that may speak for a type: a word, two words in a row, a group of the lexicon, a question mark. */
export interface Feature {
  readonly key: string;
  /** The word of the lexicon that was found, where it is a group. */
  readonly found?: string;
}

/** As much of a text as is read, in characters and in words: what it is about is said by then. */
const charactersMax = 4000;
const wordsMax = 250;
/** As many words that no dictionary has as are looked up with a letter wrong, and how long a word with one or two wrong is at least. */
const guessesMax = 40;
const guessedLettersMin = { one: 5, two: 9 };

/** What a number is, as a word that nobody writes. */
const numbers: readonly (readonly [RegExp, string])[] = [
  [/\$\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:dollars|bucks|dolares|dólares|pesos)\b/giu, 'zamount'],
  [/\b\d+(?:\.\d+)?\s?(?:mg|mcg|ml|units|unidades)\b/giu, 'zdose'],
  [/\b\d{1,2}:\d\d\s?(?:[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b/giu, 'ztime'],
  [/\b\d{2,3}\s?(?:\/|over|sobre)\s?\d{2,3}\b(?!\/)/giu, 'zpressure'],
  [/\b\d{1,2}(?:[/-]\d{1,2}(?:[/-]\d{2,4})?|st|nd|rd|th)\b/giu, 'zdate'],
  [/\(?\b\d{3}\)?[-. ]\d{3,4}(?:[-. ]\d{4})?\b/gu, 'zphone'],
  [/\b\d+(?:\.\d+)?\b/gu, 'znumber'],
];

/** Whether a word of a feature is a number's, which is no word to show. */
export const isNumber = (word: string): boolean => numbers.some(([, number]) => word === number);

/** The words of a text that are read: the patient's own, folded, slips of haste read as what is meant. */
export function wordsRead(body: string): readonly string[] {
  let text = ownWords(body.slice(0, charactersMax));
  for (const [expression, number] of numbers) text = text.replace(expression, ` ${number} `);
  const folded = fold(text);
  if (folded === '') return [];
  return folded
    .split(' ')
    .slice(0, wordsMax)
    .map((word) => slips().get(word) ?? word);
}

const slips = lazily(
  () =>
    new Map(
      triageSlips.split(', ').map((pair): [string, string] => {
        const [slip = '', word = ''] = pair.trim().split(' ');
        return [slip, word];
      }),
    ),
);

interface Phrase {
  readonly group: string;
  readonly written: string;
  readonly stems: readonly string[];
}

/** Every phrase of the lexicon under its first stem. */
const phrases = lazily(() => {
  const ofGroup = (group: string, words: readonly string[]): Phrase[] =>
    words.map(fold).map((written) => ({ group, written, stems: written.split(' ').map(stemOf) }));
  const all = [
    ...Object.entries(triageGroups).flatMap(([group, words]) => ofGroup(group, words.split(','))),
    ...[medicines, conditions, tests].flatMap(({ kind, certain }) => ofGroup(kind, certain)),
  ];
  return Map.groupBy(all, ({ stems }) => stems[0] ?? '');
});

/** Every word of the lexicon by its stem. */
const lexicon = lazily(() => {
  const words = [...phrases().values()].flat().flatMap(({ written }) => written.split(' '));
  return new Map(words.map((word) => [stemOf(word), word]));
});

/**
 * What may speak in a text, each once.
 *
 * @param known words besides those of the lexicon, by their stems: what a mistyped word is looked for among
 */
export function featuresOf(body: string, known: ReadonlyMap<string, string>): readonly Feature[] {
  const read = stemsRead(wordsRead(body), known);
  const features = new Map<string, Feature>();
  const add = (key: string, found?: string): void => {
    if (!features.has(key)) features.set(key, { key, ...(found !== undefined && { found }) });
  };
  for (const [at, stem] of read.entries()) {
    add(stem);
    const next = read[at + 1];
    if (next !== undefined) add(`${stem} ${next}`);
    for (const { group, written, stems } of phrases().get(stem) ?? [])
      if (stems.every((one, index) => read[at + index] === one)) add(`<${group}>`, written);
  }
  if (body.includes('?')) add('?');
  return [...features.values()];
}

function stemsRead(words: readonly string[], known: ReadonlyMap<string, string>): readonly string[] {
  let guesses = 0;
  return words.map((word) => {
    const stem = stemOf(word);
    if (word.length < guessedLettersMin.one || known.has(stem) || lexicon().has(stem)) return stem;
    guesses += 1;
    return guesses > guessesMax ? stem : (guess(word, known) ?? stem);
  });
}

/** The stem of the nearest word, if one is near. */
function guess(word: string, known: ReadonlyMap<string, string>): string | undefined {
  const slipsMax = word.length < guessedLettersMin.two ? 1 : 2;
  for (let slips = 1; slips <= slipsMax; slips += 1)
    for (const words of [lexicon(), known])
      for (const [stem, one] of words)
        if (one.length >= guessedLettersMin.one && isNear(word, one, slips)) return stem;
  return undefined;
}
