import { fold } from './fold.ts';
import { lazily } from './lazily.ts';
import {
  causes,
  type EverydayTerms,
  type Lexicon,
  type LexiconKind,
  ordinaryWords,
  streets,
  titles,
} from './phi-lexicon.ts';
import { conditions } from './phi-lexicon-conditions.ts';
import { medicines } from './phi-lexicon-medicines.ts';
import { tests } from './phi-lexicon-tests.ts';
import { treatments } from './phi-lexicon-treatments.ts';
import { formsOf, spellingOf } from './phi-spelling.ts';
import type { PlainText, Word } from './phi-text.ts';

/** Something found in a plain text: where, and of what kind. */
export interface Found<Kind> {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

interface Term {
  readonly kind: LexiconKind;
  readonly words: readonly string[];
  readonly context?: Context;
}
interface Context {
  readonly near?: ReadonlySet<string>;
  readonly after?: ReadonlySet<string>;
  readonly unless?: ReadonlySet<string>;
}

/** How far a hint may stand from the word it explains, in words. */
const reach = 6;
/** How far an owner may: "your next flu shot". */
const ownerReach = 2;
/** The most that may stand between the words of one term, in characters: "x - ray". */
const gapMax = 3;

const setOf = (words: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  words && new Set(words.flatMap((word) => formsOf(word)));
const contextOf = ({ near, after, unless }: EverydayTerms): Context => {
  const sets = { near: setOf(near), after: setOf(after), unless: setOf(unless) };
  return {
    ...(sets.near && { near: sets.near }),
    ...(sets.after && { after: sets.after }),
    ...(sets.unless && { unless: sets.unless }),
  };
};
const termsOf = ({ kind, certain, everyday }: Lexicon): readonly Term[] => [
  ...certain.map((words) => ({ kind, words: fold(words).split(' ') })),
  ...everyday.flatMap((group) => {
    const context = contextOf(group);
    return group.words.map((words) => ({ kind, words: fold(words).split(' '), context }));
  }),
];

/** Every term under its first word, and what a written word may be of them. */
const lexicon = lazily(() => {
  const terms = [conditions, medicines, tests, treatments].flatMap(termsOf);
  return {
    byFirst: Map.groupBy(terms, ({ words }) => words[0] ?? ''),
    spelling: spellingOf(
      terms.flatMap(({ words }) => words),
      ordinaryWords,
    ),
  };
});
const isTitle = new Set(titles);
const isStreet = new Set(streets);
const isCause = new Set(causes);

/** A number with a unit, a decimal or a ratio that no time, date or price is: "8.2", "150/95", "240 mg/dL", "was 210". */
const values =
  /(?<![\d$.,:/-])(?:\d{1,3}\.\d{1,2}(?![\d:])|\d{1,4} ?(?:%|mg|mmol|mcg|ng|bpm|lbs|kg)|(?:[6-9]\d|[12]\d\d)\/\d{2,3}(?![\d/])|(?<=(?:was|is|at|of|to|es|fue|de|en) )\d{2,3}(?![\d:/-]|\.\d| ?[ap]\.?m))/g;

/** Words of the lexicon that in this text tell of someone's health, in order. */
export function termsIn({ plain, words }: PlainText): readonly Found<LexiconKind>[] {
  const { byFirst, spelling } = lexicon();
  const measured = new Set(Array.from(plain.matchAll(values), ({ index }) => index));
  const read = words.map((word) => spelling(word.text));
  const found: Found<LexiconKind>[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const standing = (read[at] ?? [])
      .flatMap((word) => byFirst.get(word) ?? [])
      .filter((term) => standsAt(term, at))
      .toSorted((one, other) => other.words.length - one.words.length);
    const length = standing[0]?.words.length;
    const first = words[at];
    const last = length && words[at + length - 1];
    if (!length || !first || !last) continue;
    // Where the longest is not meant, no part of it is: "flu shots for all" is not the flu.
    const meant = standing.find(
      (term) => term.words.length === length && !isNameAt(term, at) && isMeant(term, at),
    );
    if (meant) found.push({ kind: meant.kind, from: first.from, to: last.to });
    at += length - 1;
  }
  return found;

  function standsAt(term: Term, at: number): boolean {
    return term.words.every((text, index) => {
      const word = words[at + index];
      const before = words[at + index - 1];
      if (!word || !read[at + index]?.includes(text)) return false;
      return index === 0 || !before || (word.from - before.to <= gapMax && word.sentence === before.sentence);
    });
  }

  function isNameAt(term: Term, at: number): boolean {
    const before = words[at - 1]?.text ?? '';
    const after = words[at + term.words.length]?.text ?? '';
    return isTitle.has(before) || isStreet.has(after) || isCause.has(after);
  }

  function isMeant({ context, words: { length } }: Term, at: number): boolean {
    if (!context) return true;
    const others = around(at, length, reach);
    if (context.unless && others.some(({ text }) => context.unless?.has(text))) return false;
    if (!context.near && !context.after) return true;
    const owners = around(at, 0, ownerReach);
    return (
      owners.some(({ text }) => context.after?.has(text)) ||
      others.some(
        ({ text, from }) => context.near?.has(text) || (context.near?.has('#') && measured.has(from)),
      )
    );
  }

  /** Words of the same sentence up to so many before a term and, where it has a length, after it. */
  function around(at: number, length: number, most: number): readonly Word[] {
    const sentence = words[at]?.sentence;
    const before = words.slice(Math.max(0, at - most), at);
    const after = length === 0 ? [] : words.slice(at + length, at + length + most);
    return [...before, ...after].filter((word) => word.sentence === sentence);
  }
}
