import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countOf,
  emptyHistogram,
  histogramOf,
  mergeHistograms,
  quantileErrorMax,
  quantileOf,
} from '../../shared/domain/minutes-histogram.ts';

const minutes = fc.oneof(fc.double({ min: 0, max: 90_000, noNaN: true }), fc.integer({ min: 0, max: 600 }));
const some = fc.array(minutes, { maxLength: 60 });
const counted = (values: readonly number[]) =>
  values.map(histogramOf).reduce(mergeHistograms, emptyHistogram);

describe('histograms', () => {
  test('merge in any order and grouping', () => {
    fc.assert(
      fc.property(some, some, some, (x, y, z) => {
        const [a, b, c] = [counted(x), counted(y), counted(z)];
        expect(mergeHistograms(a, b)).toEqual(mergeHistograms(b, a));
        expect(mergeHistograms(mergeHistograms(a, b), c)).toEqual(mergeHistograms(a, mergeHistograms(b, c)));
        expect(mergeHistograms(a, b)).toEqual(counted([...x, ...y]));
        expect(countOf(mergeHistograms(a, b))).toBe(x.length + y.length);
      }),
    );
  });

  test('tell a quantile within the error that they state', () => {
    const values = fc.array(minutes, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.constantFrom(0.1, 0.5, 0.9, 1), (list, share) => {
        const exact = list.toSorted((a, b) => a - b)[Math.ceil(list.length * share) - 1] ?? expect.fail();
        const error = Math.abs((quantileOf(counted(list), share) ?? expect.fail()) - exact);
        const allowed = exact <= 1 ? quantileErrorMax.minutes : exact * quantileErrorMax.share;
        expect(error).toBeLessThanOrEqual(allowed + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  test('tell nothing of nothing, and keep what is beyond every bound', () => {
    expect(quantileOf(emptyHistogram, 0.5)).toBeUndefined();
    for (const odd of [-5, Number.NaN, 0]) expect(quantileOf(histogramOf(odd), 0.5)).toBe(0.5);
    expect(quantileOf(histogramOf(1e9), 0.5)).toBeGreaterThan(90_000);
    expect(Object.keys(counted(Array.from({ length: 5000 }, (_, n) => n ** 1.5))).length).toBeLessThanOrEqual(
      122,
    );
  });
});
