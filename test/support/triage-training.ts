import { featuresOf, wordsRead } from '../../shared/domain/triage-features.ts';
import { stemOf } from '../../shared/domain/word-stem.ts';
import { type TypedText, triageTypes } from './typed-texts.ts';

/** In how many texts a word must stand to be learned: what stands in one may be a name, or chance. */
const textsMin = 2;
/** How strongly weights are drawn to nothing, which keeps few texts from deciding much. */
const pull = 2;
const rounds = 150;
const step = 0.5;
/** How much more a group of the lexicon may speak than a word: it was seen in more texts than any of its words. */
const groupScale = 2;
/** Weights are written in tenths; what would be nearly nothing everywhere is left out. */
const tenthsMin = 2;

/** Names that the set made up: they say nothing of what is asked. */
const names = new Set(
  'lee patel gray cruz kim ortiz hall hill shah ruiz mia leo owen jake emma karen riverside medina rosa'.split(
    ' ',
  ),
);

type Weights = ReadonlyMap<string, readonly number[]>;

/** The words that stand in several texts, by their stems: of each stem the form that is written most. */
function wordsLearned(texts: readonly TypedText[]): ReadonlyMap<string, string> {
  const forms = new Map<string, Map<string, number>>();
  for (const { body } of texts)
    for (const word of new Set(wordsRead(body))) {
      const counts = forms.get(stemOf(word)) ?? new Map<string, number>();
      forms.set(stemOf(word), counts.set(word, (counts.get(word) ?? 0) + 1));
    }
  const learned = new Map<string, string>();
  for (const [stem, counts] of forms) {
    const most = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one));
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (total >= textsMin && !names.has(most[0])) learned.set(stem, most[0]);
  }
  return learned;
}

interface Row {
  readonly at: readonly number[];
  readonly type: number;
}

/**
 * Learns what every word, pair and group says for each type: multinomial logistic regression, whole gradients with Adagrad's
 * steps, from nothing and in the order of the texts, so that the same texts make the same weights.
 *
 * @returns for each feature, and for `` (the start), a weight for each type, in tenths of a unit of log odds
 */
function learn(texts: readonly TypedText[]): Weights {
  const known = wordsLearned(texts);
  const read = texts.map(({ body }) => featuresOf(body, known).map(({ key }) => key));
  const counts = new Map<string, number>();
  for (const key of read.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const spoken = (key: string): boolean =>
    key.split(' ').every((stem) => /[<?]/.test(stem) || known.has(stem));
  const keys = [
    '',
    ...[...counts].filter(([key, count]) => count >= textsMin && spoken(key)).map(([key]) => key),
  ];
  const places = new Map(keys.map((key, at) => [key, at]));
  const rows = texts.map(
    ({ type }, index): Row => ({
      at: [0, ...(read[index] ?? []).flatMap((key) => places.get(key) ?? [])],
      type: triageTypes.indexOf(type),
    }),
  );
  const scales = keys.map((key) => (key.startsWith('<') ? groupScale : 1));
  const weights = descend(rows, scales);
  const rounded = keys.map((key, at): [string, number[]] => [
    key,
    triageTypes.map((_, type) => Math.round(10 * (scales[at] ?? 1) * (weights[at]?.[type] ?? 0))),
  ]);
  return new Map(
    rounded.filter(([key, all]) => key === '' || all.some((weight) => Math.abs(weight) >= tenthsMin)),
  );
}

function descend(rows: readonly Row[], scales: readonly number[]): readonly Float64Array[] {
  const none = (): Float64Array[] => scales.map(() => new Float64Array(triageTypes.length));
  const weights = none();
  const squares = none();
  for (let round = 0; round < rounds; round += 1) {
    const gradient = none();
    for (const { at, type } of rows) {
      const off = chancesOf(at, weights, scales);
      off[type] = (off[type] ?? 0) - 1;
      for (const place of at)
        for (const [index, difference] of off.entries())
          addTo(gradient, place, index, difference * (scales[place] ?? 1));
    }
    for (const [place, row] of gradient.entries())
      for (const [index, slope] of row.entries()) {
        const full = slope + (place === 0 ? 0 : pull * (weights[place]?.[index] ?? 0));
        addTo(squares, place, index, full ** 2);
        addTo(weights, place, index, (-step * full) / Math.sqrt((squares[place]?.[index] ?? 0) + 1e-8));
      }
  }
  return weights;
}

function addTo(rows: readonly Float64Array[], place: number, index: number, amount: number): void {
  const row = rows[place];
  if (row) row[index] = (row[index] ?? 0) + amount;
}

function chancesOf(
  at: readonly number[],
  weights: readonly Float64Array[],
  scales: readonly number[],
): number[] {
  const sums = triageTypes.map((_, type) =>
    at.reduce((sum, place) => sum + (weights[place]?.[type] ?? 0) * (scales[place] ?? 1), 0),
  );
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Several to a line, as wide as a line may be. */
function wrapped(entries: readonly string[]): string {
  const lines: string[] = [''];
  for (const entry of entries) {
    const line = lines.at(-1) ?? '';
    if (line.length + entry.length + 2 > 118) lines.push(entry);
    else lines[lines.length - 1] = line === '' ? entry : `${line}, ${entry}`;
  }
  return lines.join(',\n');
}

/** The data file as it is to stand, each feature in the words that are written most. */
export function triageWeightsFile(texts: readonly TypedText[]): string {
  const known = wordsLearned(texts);
  const shown = (key: string): string =>
    key
      .split(' ')
      .map((stem) => known.get(stem) ?? stem)
      .join(' ');
  const lines = [...learn(texts)].map(([key, weights]) => `${shown(key)}|${weights.join(' ')}`).sort();
  return `/*
 * Written by test/support/triage-weights-writer.ts from the part of test/domain/labelled/message-types.tsv that is not held out: what a
 * word, two words in a row or a group of the lexicon says for each type, in tenths of a unit of log odds. The line of no
 * word is where every text starts.
 */

/** The types, in the order of the weights. */
export const triageTypes = [
${triageTypes
  .map(
    (type) => `  '${type}',
`,
  )
  .join('')}] as const;

export const triageWeights: string = \`
${wrapped(lines)}
\`;
`;
}
