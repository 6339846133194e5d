import { describe, expect, test } from 'vitest';
import { type PhiKind, phiIn, reasons } from '../../shared/domain/phi-guard.ts';
import { type Labelled, labelled } from './labelled/phi.ts';

/** FNV-1a, so that a text's part never changes with its place in the list. */
const hashOf = (body: string): number =>
  Array.from(body).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0,
    2_166_136_261,
  );
/**
 * A third that the words and cues of the lexicon are not tuned on. One author wrote the texts and the lexicon, so that
 * real texts will do worse: the figures guard against getting worse, they do not promise.
 */
const isHeldOut = ({ body }: Labelled): boolean => hashOf(body) % 3 === 0;

interface Figures {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly misses: number;
}
const kinds = Object.keys(reasons).filter((kind): kind is PhiKind => kind in reasons);
const read = new Map(labelled.map(({ body }) => [body, new Set(phiIn(body).map(({ kind }) => kind))]));
const kindsIn = (body: string): ReadonlySet<PhiKind> => read.get(body) ?? new Set();

/** How often a question about a text is answered as its label says. */
function measure(
  texts: readonly Labelled[],
  said: (one: Labelled) => boolean,
  meant: (one: Labelled) => boolean,
): Figures {
  return {
    hits: texts.filter((one) => said(one) && meant(one)).length,
    falseAlarms: texts.filter((one) => said(one) && !meant(one)).length,
    misses: texts.filter((one) => !said(one) && meant(one)).length,
  };
}
const precision = ({ hits, falseAlarms }: Figures): number =>
  hits + falseAlarms === 0 ? 1 : hits / (hits + falseAlarms);
const recall = ({ hits, misses }: Figures): number => (hits + misses === 0 ? 1 : hits / (hits + misses));
const ofTexts = (texts: readonly Labelled[]): Figures =>
  measure(
    texts,
    ({ body }) => kindsIn(body).size > 0,
    (one) => one.kinds.length > 0,
  );

const shown = (name: string, figures: Figures): string =>
  `${name.padEnd(16)} precision ${precision(figures).toFixed(3)}  recall ${recall(figures).toFixed(3)}  ` +
  `(${figures.hits} hits, ${figures.falseAlarms} false alarms, ${figures.misses} misses)`;

describe('the PHI guard on labelled texts', () => {
  const heldOut = labelled.filter(isHeldOut);
  const tunedOn = labelled.filter((one) => !isHeldOut(one));

  test('reads at least 260 texts, none of them twice, half of them ordinary', () => {
    expect(new Set(labelled.map(({ body }) => body)).size).toBe(labelled.length);
    expect(labelled.length).toBeGreaterThanOrEqual(260);
    const share = labelled.filter((one) => one.kinds.length === 0).length / labelled.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
    expect(heldOut.length).toBeGreaterThan(80);
  });

  test('tells ordinary texts from those with health information', () => {
    const perKind = kinds.map((kind) =>
      shown(
        kind,
        measure(
          labelled,
          ({ body }) => kindsIn(body).has(kind),
          (one) => one.kinds.includes(kind),
        ),
      ),
    );
    console.info(
      [
        `PHI guard on ${labelled.length} texts, ${heldOut.length} of them held out:`,
        shown('tuned on', ofTexts(tunedOn)),
        shown('held out', ofTexts(heldOut)),
        ...perKind,
      ].join('\n  '),
    );
    for (const part of [tunedOn, heldOut]) {
      expect(precision(ofTexts(part))).toBeGreaterThanOrEqual(0.95);
      expect(recall(ofTexts(part))).toBeGreaterThanOrEqual(0.93);
    }
  });
});
