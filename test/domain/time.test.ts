import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  dateOf,
  epochMillisecondsOf,
  inZone,
  isoFrom,
  isoOfEpoch,
  momentOn,
  plusSeconds,
  toIso,
  wallClock,
  weekdayOf,
} from '../../shared/domain/time.ts';

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

/** Clocks that are changed at midnight, by half an hour, at other times of the year, twice around Ramadan, and never. */
const zones = [
  ...[
    'America/New_York',
    'America/Phoenix',
    'America/Havana',
    'America/St_Johns',
    'America/Adak',
    'Pacific/Guam',
  ],
  ...[
    'America/Santiago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Europe/Dublin',
  ],
];
const someZone = fc.constantFrom(...zones);
/** Half of them close to a change of the clocks. */
const nearChanges = someZone.chain((zone) => {
  const some = fc.integer({ min: 1_200_000_000_000, max: 2_100_000_000_000 });
  const near = fc.tuple(some, fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 })).map(([ms, away]) => {
    const change = inZone(isoOfEpoch(ms), zone).getTimeZoneTransition('next');
    return (change?.epochMilliseconds ?? ms) + (Math.abs(away) < 1000 ? 0 : away);
  });
  return fc.tuple(fc.constant(zone), fc.oneof(some, near));
});

test('reads wall clocks in numbers as Temporal reads them', () => {
  fc.assert(
    fc.property(nearChanges, ([zone, ms]) => {
      const at = isoOfEpoch(ms);
      const clock = inZone(at, zone);
      const { day, minute } = wallClock(at, zone);
      expect(dateOf(day).toString()).toBe(clock.toPlainDate().toString());
      expect(minute).toBe(clock.hour * 60 + clock.minute);
      expect(weekdayOf(day)).toBe(clock.dayOfWeek);
    }),
    { numRuns: 1500 },
  );
});

test('finds the moment of a wall-clock minute as Temporal finds it', () => {
  fc.assert(
    fc.property(nearChanges, fc.integer({ min: 0, max: 1440 }), ([zone, ms], minute) => {
      const { day } = wallClock(isoOfEpoch(ms), zone);
      const wall = dateOf(day).toPlainDateTime().add({ minutes: minute });
      const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
      const skipped = !first.toPlainDateTime().equals(wall);
      const moment = skipped ? first.getTimeZoneTransition('next') : first;
      expect(momentOn(day, minute, zone)).toBe(moment?.epochMilliseconds);
    }),
    { numRuns: 1500 },
  );
});
