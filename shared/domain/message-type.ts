import { fold } from './fold.ts';
import { lazily } from './lazily.ts';
import { ownWords } from './own-words.ts';
import type { MessageTypes } from './settings.ts';
import { startingTypes } from './starting-types.ts';
import { bounded, triageOf } from './triage.ts';
import { stemOf } from './word-stem.ts';

/** What an inbound text is about, how surely, and what told so. */
export interface TypedText {
  readonly type: string;
  /** 0 to 1. 1 where a practice's own words decided and those of no other type were there. */
  readonly score: number;
  /** Words of the practice's settings or of the dictionary, never others of the text; five at most. */
  readonly words: readonly string[];
}

const nothingSpoke: TypedText = { type: 'other', score: 0, words: [] };

/**
 * What an inbound text is about. A word that the practice gave a type itself decides; where words of several types stand, those
 * with most words, then what the text is about otherwise, then the order of the types. With none the built-in words decide, and
 * `other` stands where nothing speaks or the practice does not have the type. A word that a type of ours starts with
 * weighs as built-in.
 */
export function typeOf(types: MessageTypes, body: string): TypedText {
  const triage = triageOf(body);
  const own = ownTypeOf(types, body, (type) => triage?.chances.get(type) ?? 0);
  if (own) return own;
  if (!triage || !types.some(({ type }) => type === triage.type)) return nothingSpoke;
  return { type: triage.type, score: rounded(triage.score), words: triage.words };
}

const rounded = (score: number): number => Math.round(score * 100) / 100;

interface OwnWord {
  readonly type: string;
  readonly word: string;
  /** With a space before and after, by stems. */
  readonly stems: string;
  readonly length: number;
}

const stemmed = (folded: string): string => ` ${folded.split(' ').map(stemOf).join(' ')} `;

const startingWords = lazily(
  () => new Map(startingTypes.map(({ type, words }) => [type, new Set(words.map(fold))] as const)),
);

/** The words that a practice gave its types itself, read once for the settings as they are. */
const ownWordsOf = new WeakMap<MessageTypes, readonly OwnWord[]>();

function practiceWords(types: MessageTypes): readonly OwnWord[] {
  const read =
    ownWordsOf.get(types) ??
    types.flatMap(({ type, words }) =>
      words.flatMap((word): OwnWord[] => {
        const folded = fold(word);
        if (folded === '' || startingWords().get(type)?.has(folded)) return [];
        return [{ type, word, stems: stemmed(folded), length: folded.split(' ').length }];
      }),
    );
  ownWordsOf.set(types, read);
  return read;
}

function ownTypeOf(
  types: MessageTypes,
  body: string,
  chanceOf: (type: string) => number,
): TypedText | undefined {
  const words = practiceWords(types);
  if (words.length === 0) return undefined;
  const text = stemmed(fold(ownWords(body)));
  const found = words.filter(({ stems }) => text.includes(stems));
  const lengths = new Map<string, number>();
  for (const { type, length } of found) lengths.set(type, (lengths.get(type) ?? 0) + length);
  const total = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  // A sort keeps the order of the types where nothing else tells two apart.
  const best = [...lengths].sort(
    ([one, length], [other, otherLength]) => otherLength - length || chanceOf(other) - chanceOf(one),
  )[0];
  if (!best) return undefined;
  const [type, length] = best;
  const told = found.filter((one) => one.type === type).map(({ word }) => word);
  return { type, score: rounded(length / total), words: bounded(told) };
}
