import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phiIn } from '../../shared/domain/phi-guard.ts';
import { type PhiPattern, phiPatternsSchema } from '../../shared/domain/phi-patterns.ts';

const own: readonly PhiPattern[] = [
  { kind: 'record-number', format: 'BD-######' },
  { kind: 'account-number', format: '@@##.(#)*' },
];
const foundIn = (body: string): [string, string][] =>
  phiIn(body, own).map(({ start, end, kind }) => [kind, body.slice(start, end)]);

describe("a practice's own numbers", () => {
  test.each([
    ['Your number is BD-004829.', [['record-number', 'BD-004829']]],
    ['bd‑004829', [['record-number', 'bd‑004829']]],
    ['Pay for xy12.(3)* today', [['account-number', 'xy12.(3)*']]],
    ['BD-00482', []],
    ['BD-0048291', []],
    ['ABD-004829', []],
    ['xy12a(3)*', []],
  ])('are found in %j', (body, expected) => {
    expect(foundIn(body)).toEqual(expected);
  });

  test('are ten at most, of 4 to 32 plain characters with three of # and @', () => {
    const parses = (format: string): boolean =>
      phiPatternsSchema.safeParse([{ kind: 'record-number', format }]).success;
    expect(['MRN-######', '@@##', '####'].map(parses)).toEqual([true, true, true]);
    expect(['', '##', 'MRN', 'AB##', '@@@@', 'é###', '#'.repeat(33)].map(parses)).toEqual(
      Array.from({ length: 7 }, () => false),
    );
    const many = Array.from({ length: 11 }, () => own[0]);
    expect(phiPatternsSchema.safeParse(many).success).toBe(false);
    expect(phiPatternsSchema.safeParse(many.slice(1)).success).toBe(true);
  });

  test('mean what they say, whatever stands in the format, in linear time', () => {
    const formats = fc
      .stringMatching(/^[!-~]{1,28}$/)
      .map((text) => `${text}###`)
      .filter((format) => phiPatternsSchema.safeParse([{ kind: 'record-number', format }]).success);
    fc.assert(
      fc.property(formats, (format) => {
        const written = format.replaceAll('#', '7').replaceAll('@', 'q');
        const spans = phiIn(` ${written} `, [{ kind: 'record-number', format }]);
        expect(spans.length).toBeGreaterThan(0);
        expect(spans[0]?.start).toBeLessThanOrEqual(1 + written.length);
      }),
    );
    const [first] = own;
    const before = performance.now();
    phiIn('BD-00482'.repeat(8192), first ? [first] : []);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
