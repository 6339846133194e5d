import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { epochMillisecondsOf, isoFrom, isoOfEpoch, plusSeconds, toIso } from '../../shared/domain/time.ts';

/** Temporal's own bounds are +-8.64e15. */
const moments = fc.oneof(
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc.integer({ min: 0, max: 253_402_300_799_999 }),
  fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 }),
);

test('writes and reads a moment as Temporal does', () => {
  fc.assert(
    fc.property(moments, (milliseconds) => {
      const written = toIso(Temporal.Instant.fromEpochMilliseconds(milliseconds));
      expect(isoOfEpoch(milliseconds)).toBe(written);
      expect(epochMillisecondsOf(written)).toBe(milliseconds);
    }),
    { numRuns: 2000 },
  );
});

test('knows every first and last day of a month of four hundred years', () => {
  for (let month = Temporal.PlainDate.from('1999-12-01'); month.year < 2401; month = month.add({ months: 1 }))
    for (const date of [month, month.with({ day: month.daysInMonth })]) {
      const at = isoFrom(`${date}T23:59:59.999Z`);
      expect(isoOfEpoch(epochMillisecondsOf(at))).toBe(at);
      expect(epochMillisecondsOf(at)).toBe(Temporal.Instant.from(at).epochMilliseconds);
    }
});

test.each([
  ['2026-12-31T23:59:59.500Z', 0.5, '2027-01-01T00:00:00.000Z'],
  ['2028-02-28T12:00:00.000Z', 86_400, '2028-02-29T12:00:00.000Z'],
  ['1970-01-01T00:00:00.000Z', -0.001, '1969-12-31T23:59:59.999Z'],
  ['9999-12-31T23:59:59.999Z', 0.001, '+010000-01-01T00:00:00.000Z'],
])('%s and %d seconds is %s', (at, seconds, then) => {
  expect(plusSeconds(isoFrom(at), seconds)).toBe(then);
});

test('refuses a moment beyond what Temporal holds', () => {
  expect(() => plusSeconds(isoFrom('2026-12-01T00:00:00Z'), 1e13)).toThrow(RangeError);
  expect(() => plusSeconds(isoFrom('2026-12-01T00:00:00Z'), Number.NaN)).toThrow(RangeError);
});
