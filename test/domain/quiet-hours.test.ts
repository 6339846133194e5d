import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockIn,
  eveningBefore,
  insideHours,
  lawfulHours,
  nextLawful,
} from '../../shared/domain/quiet-hours.ts';
import { defaultTextingHours } from '../../shared/domain/texting-hours.ts';
import { type IsoInstant, inZone, isoFrom, plusSeconds } from '../../shared/domain/time.ts';

const newYork = 'America/New_York';

const wall = (at: IsoInstant | undefined, zone: string): string =>
  at === undefined ? 'never' : inZone(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

describe('one zone', () => {
  test.each([
    ['2026-12-01T07:59:59-05:00', '2026-12-01T08:00'],
    ['2026-12-01T08:00:00-05:00', '2026-12-01T08:00'],
    ['2026-12-01T20:59:59-05:00', '2026-12-01T20:59'],
    ['2026-12-01T21:00:00-05:00', '2026-12-02T08:00'],
    ['2026-12-31T23:30:00-05:00', '2027-01-01T08:00'],
    ['2026-12-02T00:00:00-05:00', '2026-12-02T08:00'],
  ])('%s may go at %s', (at, expected) => {
    expect(wall(nextLawful([newYork], isoFrom(at)), newYork)).toBe(expected);
  });

  test('a lawful moment is given back as it is, to the millisecond', () => {
    const at = isoFrom('2026-12-01T12:34:56.789-05:00');
    expect(nextLawful([newYork], at)).toBe(at);
  });
});

/** The evenings before a clock change, in zones on both halves of the globe and with odd shifts. */
describe('nights on which the clock changes', () => {
  test.each([
    [newYork, '2026-03-07T22:00'],
    [newYork, '2026-10-31T22:00'],
    ['America/Los_Angeles', '2027-03-13T21:00'],
    ['America/Phoenix', '2026-03-07T23:59'],
    ['Pacific/Honolulu', '2026-10-31T22:00'],
    ['America/St_Johns', '2026-03-07T21:30'],
    ['Australia/Lord_Howe', '2026-10-03T22:00'],
    ['America/Santiago', '2026-09-05T23:30'],
    ['Africa/Cairo', '2026-04-23T23:30'],
    ['Asia/Beirut', '2026-03-28T23:30'],
  ])('%s, %s: held until 8:00 on the wall clock of the next day', (zone, evening) => {
    const local = evening.slice(0, 10);
    // Found through UTC, so that the test rests on nothing that it tests.
    let at = isoFrom(`${evening}:00Z`);
    while (wall(at, zone) !== evening) at = plusSeconds(at, wall(at, zone) > evening ? -900 : 900);
    const next = new Map([
      ['03-07', '03-08'],
      ['10-31', '11-01'],
      ['03-13', '03-14'],
      ['10-03', '10-04'],
      ['09-05', '09-06'],
      ['04-23', '04-24'],
      ['03-28', '03-29'],
    ]).get(local.slice(5));
    expect(wall(nextLawful([zone], at), zone)).toBe(`${local.slice(0, 4)}-${next}T08:00`);
  });
});

describe('several zones at once', () => {
  test('coast to coast: from 8:00 in the west until 21:00 in the east', () => {
    const zones = [newYork, 'America/Los_Angeles'];
    expect(wall(nextLawful(zones, isoFrom('2026-12-01T08:00:00-05:00')), newYork)).toBe('2026-12-01T11:00');
    expect(wall(nextLawful(zones, isoFrom('2026-12-01T20:59:00-05:00')), newYork)).toBe('2026-12-01T20:59');
    expect(wall(nextLawful(zones, isoFrom('2026-12-01T21:00:00-05:00')), newYork)).toBe('2026-12-02T11:00');
  });

  test('New York and Guam share two hours a day in summer, and the search finds them', () => {
    const at = nextLawful([newYork, 'Pacific/Guam'], isoFrom('2026-07-01T12:00:00-04:00'));
    expect([wall(at, newYork), wall(at, 'Pacific/Guam')]).toEqual(['2026-07-01T18:00', '2026-07-02T08:00']);
  });

  test('zones without an hour in common have no lawful moment', () => {
    const hours = { ...defaultTextingHours, fromMinute: 600, toMinute: 660 };
    expect(nextLawful([newYork, 'Pacific/Guam'], isoFrom('2026-07-01T12:00:00Z'), hours)).toBeUndefined();
  });
});

describe('hours at their bounds', () => {
  const hours = (more: Partial<typeof defaultTextingHours>) => ({ ...defaultTextingHours, ...more });
  const from = isoFrom('2026-12-01T12:00:00-05:00');

  test('a window of one minute is a window, and one that ends before it begins is none', () => {
    const minute = hours({ fromMinute: 600, toMinute: 600 });
    expect(wall(nextLawful([newYork], from, minute), newYork)).toBe('2026-12-02T10:00');
    expect(nextLawful([newYork], from, hours({ fromMinute: 601, toMinute: 600 }))).toBeUndefined();
  });

  test('hours that never open hold a text for good, and say which they are', () => {
    const asked = { purpose: 'other', states: [], zones: [newYork], now: from } as const;
    expect(lawfulHours(asked)).toMatchObject({ at: from, bound: [] });
    const never = lawfulHours({ ...asked, practice: { from: '00:01', to: '00:01' } });
    expect(never.at).toBeUndefined();
    expect(never.bound.map(({ name }) => name)).toEqual(["the practice's hours"]);
    const apart = lawfulHours({
      ...asked,
      zones: [newYork, 'Pacific/Guam'],
      practice: { from: '10:00', to: '11:00' },
    });
    expect(apart.at).toBeUndefined();
    expect(apart.bound.map(({ name }) => name)).toContain("the practice's hours");
  });

  test('hours that open a fortnight from now are waited for, and of a day more are not', () => {
    const night = isoFrom('2026-12-01T22:00:00-05:00');
    const closedUntil = (last: number) =>
      hours({
        holidays: Array.from({ length: last - 1 }, (_, index) => ({
          name: 'closed',
          month: 12,
          day: index + 2,
        })),
      });
    expect(wall(nextLawful([newYork], night, closedUntil(14)), newYork)).toBe('2026-12-15T08:00');
    expect(nextLawful([newYork], night, closedUntil(15))).toBeUndefined();
  });
});

describe("a moment on a zone's clock", () => {
  test('is told by its weekday and minute', () => {
    const week = Array.from({ length: 7 }, (_, day) =>
      clockIn(newYork, plusSeconds(isoFrom('2026-11-30T22:05:00-05:00'), day * 86_400)),
    );
    expect(week).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => `${name} 22:05`));
  });
});

describe('for any zones and moment', () => {
  const zones = [
    ...[
      newYork,
      'America/Chicago',
      'America/Denver',
      'America/Phoenix',
      'America/Los_Angeles',
      'America/Anchorage',
    ],
    ...['Pacific/Honolulu', 'America/Puerto_Rico', 'America/Adak', 'America/St_Johns', 'America/Santiago'],
  ];
  const anyZones = fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 4 });
  const anyMoment = fc
    .integer({ min: 0, max: 2 * 365 * 24 * 60 * 60 })
    .map((seconds) => plusSeconds(isoFrom('2026-01-01T00:00:00Z'), seconds));

  test('the next lawful moment is inside the hours in every zone, never earlier, and the first such minute', () => {
    fc.assert(
      fc.property(anyZones, anyMoment, (among, at) => {
        const lawful = nextLawful(among, at);
        if (lawful === undefined) return expect.fail('These zones share hours.');
        expect(insideHours(among, lawful)).toBe(true);
        expect(lawful >= at).toBe(true);
        if (lawful === at) return;
        expect(insideHours(among, at)).toBe(false);
        expect(insideHours(among, plusSeconds(lawful, -60))).toBe(false);
        // Every quarter of an hour between is outside: none was passed over.
        for (let between = at; between < lawful; between = plusSeconds(between, 900)) {
          expect(insideHours(among, between)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('asking again at the answer changes nothing, and the order of the zones does not matter', () => {
    fc.assert(
      fc.property(anyZones, anyMoment, (among, at) => {
        const lawful = nextLawful(among, at);
        expect(lawful && nextLawful(among, lawful)).toBe(lawful);
        expect(nextLawful(among.toReversed(), at)).toBe(lawful);
      }),
      { numRuns: 200 },
    );
  });

  test('the evening before is 20:30 of the day before by that clock, also where the clock changes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMoment, (zone, at) => {
        const evening = eveningBefore(zone, at);
        const local = inZone(evening, zone);
        expect([local.hour, local.minute]).toEqual([20, 30]);
        expect(local.toPlainDate().add({ days: 1 }).equals(inZone(at, zone).toPlainDate())).toBe(true);
        expect(insideHours([zone], evening)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
