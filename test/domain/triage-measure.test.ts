import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { typeOf } from '../../shared/domain/message-type.ts';
import { startingTypes } from '../../shared/domain/starting-types.ts';
import { triageTypes } from '../../shared/domain/triage-weights-data.ts';
import { triageWeightsFile } from '../support/triage-training.ts';
import { type TypedText, typedTexts } from '../support/typed-texts.ts';

const texts = typedTexts(new URL('./labelled/message-types.tsv', import.meta.url));
const learned = texts.filter(({ heldOut }) => !heldOut);
const heldOut = texts.filter((one) => one.heldOut);
const said = new Map(texts.map(({ body }) => [body, typeOf(startingTypes, body).type]));
const saidOf = ({ body }: TypedText): string => said.get(body) ?? '';

const share = (of: readonly TypedText[], right: (one: TypedText) => boolean): number =>
  of.filter(right).length / of.length;
/** As labelled first, and as labelled at all: a text that asks for two things is right either way. */
const first = (of: readonly TypedText[]): number => share(of, (one) => saidOf(one) === one.type);
const any = (of: readonly TypedText[]): number =>
  share(of, (one) => saidOf(one) === one.type || one.also.some((type) => type === saidOf(one)));

/** Rows are what texts are about, columns what was said. */
function confusion(of: readonly TypedText[]): string {
  const short = triageTypes.map((type) => type.slice(0, 8).padStart(9)).join('');
  const rows = triageTypes.map((type) => {
    const counts = triageTypes.map(
      (other) => of.filter((one) => one.type === type && saidOf(one) === other).length,
    );
    const right = counts[triageTypes.indexOf(type)] ?? 0;
    const told = of.filter((one) => saidOf(one) === type).length;
    const total = of.filter((one) => one.type === type).length;
    return (
      type.padEnd(20) +
      counts.map((count) => String(count).padStart(9)).join('') +
      `   recall ${(right / total).toFixed(2)}, precision ${(right / told).toFixed(2)}`
    );
  });
  return [`${''.padEnd(20)}${short}`, ...rows].join('\n  ');
}

describe('types on labelled texts', () => {
  test('the set has at least 1,000 texts, none twice, every type and both languages, a third held out', () => {
    expect(texts.length).toBeGreaterThanOrEqual(1000);
    expect(said.size).toBe(texts.length);
    for (const type of triageTypes)
      expect(texts.filter((one) => one.type === type).length).toBeGreaterThan(120);
    expect(heldOut.length / texts.length).toBeGreaterThan(0.3);
  });

  test('most are told as a person would; the held-out third says how far that carries', () => {
    const figures = (of: readonly TypedText[]): string =>
      `${of.length} texts: ${first(of).toFixed(3)} as labelled first, ${any(of).toFixed(3)} as labelled at all`;
    console.info(
      [
        `Message types, learned from ${figures(learned)}`,
        `Held out, ${figures(heldOut)}`,
        confusion(heldOut),
      ].join('\n  '),
    );
    expect(first(learned)).toBeGreaterThanOrEqual(0.94);
    expect(first(heldOut)).toBeGreaterThanOrEqual(0.87);
    expect(any(heldOut)).toBeGreaterThanOrEqual(0.88);
  });

  test('the weights that stand are those that the texts make', () => {
    const file = readFileSync(new URL('../../shared/domain/triage-weights-data.ts', import.meta.url), 'utf8');
    expect(file).toBe(triageWeightsFile(learned));
    expect(file.length).toBeLessThan(60_000);
  });
});
