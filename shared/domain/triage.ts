import { lazily } from './lazily.ts';
import { type Feature, featuresOf, isNumber } from './triage-features.ts';
import { triageTypes, triageWeights } from './triage-weights-data.ts';
import { stemOf } from './word-stem.ts';

/** The types that the built-in words tell apart. */
export type TriageType = (typeof triageTypes)[number];

/** What a text is about, as far as its words tell. */
export interface Triage {
  readonly type: TriageType;
  /** The chance of that type, 0 to 1; of each type in `chances`. */
  readonly score: number;
  readonly chances: ReadonlyMap<string, number>;
  /** The words of the dictionary that spoke for it most, most first. */
  readonly words: readonly string[];
}

/** As many words as are told of a decision, and as many bytes of them: a thread's head keeps them. */
export const decidingMax = { words: 5, bytes: 80 } as const;
/** In units of log odds: a word that moved less decided nothing. */
const decidingMin = 0.3;

interface Spoken {
  /** The words as they are shown. */
  readonly words: string;
  /** For each type, in units of log odds. */
  readonly weights: readonly number[];
}

const model = lazily(() => {
  const spoken = triageWeights
    .trim()
    .split(/,\s/)
    .map((line): Spoken => {
      const [words = '', weights = ''] = line.split('|');
      return { words, weights: weights.split(' ').map((tenths) => Number(tenths) / 10) };
    });
  const single = spoken.map(({ words }) => words).filter((words) => /^[^ <?]+$/.test(words));
  return {
    spoken: new Map(spoken.map((one) => [keyOf(one.words), one])),
    known: new Map(single.map((word) => [stemOf(word), word])),
  };
});

const keyOf = (words: string): string =>
  words.startsWith('<') ? words : words.split(' ').map(stemOf).join(' ');

/**
 * Reads what a text is about by words, pairs of words and groups of the lexicon, each with a learned weight for each type: the sum
 * decides, so that every decision is the list of the words that made it. `undefined` where nothing speaks.
 */
export function triageOf(body: string): Triage | undefined {
  const { spoken, known } = model();
  const heard = featuresOf(body, known).flatMap((feature) => {
    const one = spoken.get(feature.key);
    return one ? [{ ...feature, ...one }] : [];
  });
  if (!heard.some(({ words }) => words !== '?')) return undefined;
  const start = spoken.get('')?.weights ?? [];
  const sums = triageTypes.map((_, index) =>
    heard.reduce((sum, { weights }) => sum + (weights[index] ?? 0), start[index] ?? 0),
  );
  const most = Math.max(...sums);
  const total = sums.reduce((sum, one) => sum + Math.exp(one - most), 0);
  const chances = triageTypes.map(
    (type, index) => [type, Math.exp((sums[index] ?? 0) - most) / total] as const,
  );
  const [type, score] = chances.reduce((one, other) => (other[1] > one[1] ? other : one));
  return { type, score, chances: new Map(chances), words: decidingWords(heard, triageTypes.indexOf(type)) };
}

/** Which words spoke for a type more than for the others; what a word says by itself, in a pair and in its group is one. */
function decidingWords(heard: readonly (Feature & Spoken)[], type: number): readonly string[] {
  const moved = new Map<string, number>();
  for (const { found, words, weights } of heard) {
    const shown = found ?? words;
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    if (shown !== '?' && !shown.split(' ').some(isNumber))
      moved.set(shown, (moved.get(shown) ?? 0) + (weights[type] ?? 0) - mean);
  }
  const most = [...moved].filter(([, by]) => by >= decidingMin).sort(([, one], [, other]) => other - one);
  return bounded(most.map(([words]) => words));
}

/** The first of a list of words, as many as may be kept. */
export function bounded(list: readonly string[]): readonly string[] {
  let bytes = 0;
  return list
    .filter((words) => {
      const more = Buffer.byteLength(words);
      const fits = bytes + more <= decidingMax.bytes;
      if (fits) bytes += more;
      return fits;
    })
    .slice(0, decidingMax.words);
}
