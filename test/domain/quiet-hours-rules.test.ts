import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type HoursAsked, hoursFor } from '../../shared/domain/applicable-hours.ts';
import { insideHours, lawfulHours, nextLawful } from '../../shared/domain/quiet-hours.ts';
import { stateCodes } from '../../shared/domain/state.ts';
import { stateHours } from '../../shared/domain/state-hours-data.ts';
import { defaultTextingHours, marketingHours } from '../../shared/domain/texting-hours.ts';
import { type IsoInstant, inZone, isoFrom, plusSeconds, toIso } from '../../shared/domain/time.ts';
import { whereabouts } from '../../shared/domain/whereabouts.ts';
import { phone } from '../support/facts.ts';

const east = 'America/New_York';
const wall = (at: IsoInstant | undefined, zone: string): string =>
  at === undefined ? 'never' : inZone(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
const at = (local: string, zone: string): IsoInstant =>
  toIso(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant());
const marketing = (states: HoursAsked['states'] = []) => ({ purpose: 'marketing', states }) as const;
const other = { purpose: 'other', states: [] } as const;

/** Asks for a number about which nothing else is known. */
const byNumber = (area: string, purpose: 'marketing' | 'other', now: IsoInstant) =>
  lawfulHours({ purpose, now, ...whereabouts({ phone: phone(`+1${area}5550147`), patients: [] }, east) }).at;

describe('numbers of one and of several zones, at the edges of their day', () => {
  test.each([
    // Asked at night by the first zone named; the answer by the same clock.
    ['212 New York', '212', east, '2026-07-01T22:00', '2026-07-02T08:00'],
    ['850 Florida: 8:00 Central', '850', east, '2026-07-01T22:00', '2026-07-02T09:00'],
    ['850 Florida: until 21:00 Eastern', '850', 'America/Chicago', '2026-07-01T20:00', '2026-07-02T08:00'],
    [
      '850 Florida: 19:59 Central is inside',
      '850',
      'America/Chicago',
      '2026-07-01T19:59',
      '2026-07-01T19:59',
    ],
    ['208 Idaho: 8:00 Pacific', '208', 'America/Boise', '2026-07-01T22:00', '2026-07-02T09:00'],
    ['812 Indiana: 8:00 Central', '812', east, '2026-12-01T22:00', '2026-12-02T09:00'],
    ['930 lies over 812', '930', east, '2026-12-01T22:00', '2026-12-02T09:00'],
    ['317 Indiana: one zone', '317', east, '2026-12-01T22:00', '2026-12-02T08:00'],
    ['605 South Dakota: 8:00 Mountain', '605', 'America/Chicago', '2026-12-01T22:00', '2026-12-02T09:00'],
    ['701 North Dakota', '701', 'America/Chicago', '2026-12-01T22:00', '2026-12-02T09:00'],
    ['308 Nebraska', '308', 'America/Chicago', '2026-12-01T22:00', '2026-12-02T09:00'],
    ['480 Arizona in summer', '480', 'America/Phoenix', '2026-07-01T22:00', '2026-07-02T08:00'],
    [
      '928 with the Navajo Nation, in summer an hour ahead',
      '928',
      'America/Denver',
      '2026-07-01T22:00',
      '2026-07-02T09:00',
    ],
    ['928 in winter', '928', 'America/Denver', '2026-12-01T22:00', '2026-12-02T08:00'],
    ['808 Hawaii', '808', 'Pacific/Honolulu', '2026-07-01T22:00', '2026-07-02T08:00'],
    ['787 Puerto Rico', '787', 'America/Puerto_Rico', '2026-07-01T22:00', '2026-07-02T08:00'],
    ['671 Guam', '671', 'Pacific/Guam', '2026-07-01T22:00', '2026-07-02T08:00'],
    ['907 Alaska: 8:00 in Adak', '907', 'America/Anchorage', '2026-07-01T22:00', '2026-07-02T09:00'],
  ])('%s', (_what, area, zone, asked, expected) => {
    expect(wall(byNumber(area, 'other', at(asked, zone)), zone)).toBe(expected);
  });

  test('a New York number that lives in Phoenix, by the record, is texted by the clock of Phoenix', () => {
    const where = whereabouts(
      { phone: phone('+12125550147'), patients: [{ timeZone: 'America/Phoenix' }] },
      east,
    );
    const held = lawfulHours({ ...other, ...where, now: at('2026-07-01T08:30', east) });
    expect(wall(held.at, 'America/Phoenix')).toBe('2026-07-01T08:00');
  });
});

describe('nights on which the clock changes', () => {
  test.each([
    // Both sides of the skipped and of the doubled hour lead to the same 8:00.
    ['2026-03-08T01:59-05:00', '2026-03-08T08:00'],
    ['2026-03-08T03:00-04:00', '2026-03-08T08:00'],
    ['2026-11-01T01:30-04:00', '2026-11-01T08:00'],
    ['2026-11-01T01:30-05:00', '2026-11-01T08:00'],
  ])('New York, %s', (asked, expected) => {
    expect(wall(nextLawful([east], isoFrom(asked)), east)).toBe(expected);
  });

  test.each([
    // Where the clock does not change it opens an hour later or earlier by the neighbours' clock.
    ['America/Phoenix', 'America/Denver', '2026-03-07', '2026-03-08T09:00'],
    ['America/Phoenix', 'America/Denver', '2026-10-31', '2026-11-01T08:00'],
    ['Pacific/Honolulu', 'America/Los_Angeles', '2026-03-07', '2026-03-08T11:00'],
    ['Pacific/Honolulu', 'America/Los_Angeles', '2026-10-31', '2026-11-01T10:00'],
    ['America/Puerto_Rico', east, '2026-03-07', '2026-03-08T08:00'],
    ['America/Puerto_Rico', east, '2026-10-31', '2026-11-01T07:00'],
  ])('%s opens by the clock of %s after %s at %s', (zone, neighbour, day, expected) => {
    expect(wall(nextLawful([zone], at(`${day}T22:00`, zone)), neighbour)).toBe(expected);
  });

  test('hours that begin in the skipped hour begin when the clock has skipped it', () => {
    const early = { ...defaultTextingHours, fromMinute: 150 };
    const lawful = nextLawful([east], isoFrom('2026-03-08T01:30-05:00'), early);
    expect(lawful).toBe(isoFrom('2026-03-08T07:00Z'));
    expect(lawful && insideHours([east], plusSeconds(lawful, -60), early)).toBe(false);
  });

  test('hours that begin in the doubled hour begin in the first of the two', () => {
    const early = { ...defaultTextingHours, fromMinute: 90 };
    expect(nextLawful([east], isoFrom('2026-11-01T00:30-04:00'), early)).toBe(
      isoFrom('2026-11-01T01:30-04:00'),
    );
  });
});

describe('marketing', () => {
  test.each([
    ['a weekday evening', [], '2026-12-01T20:00', '2026-12-02T09:00'],
    ['the last minute', [], '2026-12-01T19:59', '2026-12-01T19:59'],
    ['a Saturday night: Sunday noon', [], '2026-12-05T21:00', '2026-12-06T12:00'],
    ['a Sunday night', [], '2026-12-06T20:00', '2026-12-07T09:00'],
    ['the night before Thanksgiving', [], '2026-11-25T20:00', '2026-11-27T09:00'],
    ['Christmas, a Friday', [], '2026-12-25T12:00', '2026-12-26T09:00'],
    ['the Fourth of July on a Saturday, kept on Friday too', [], '2026-07-02T20:00', '2026-07-05T12:00'],
    ['Alabama: none on Sundays', ['AL'], '2026-12-05T20:00', '2026-12-07T09:00'],
    ['Connecticut', ['CT'], '2026-12-01T08:30', '2026-12-01T09:00'],
    ['Florida', ['FL'], '2026-12-01T20:30', '2026-12-02T09:00'],
    ['Kentucky: from 10:00', ['KY'], '2026-12-01T20:30', '2026-12-02T10:00'],
    ['Louisiana on Mardi Gras', ['LA'], '2027-02-09T10:00', '2027-02-10T09:00'],
    ['Louisiana after Thanksgiving', ['LA'], '2026-11-25T20:00', '2026-11-28T09:00'],
    ['Mississippi: none on Sundays', ['MS'], '2026-12-05T20:00', '2026-12-07T09:00'],
    ['Pennsylvania on Flag Day', ['PA'], '2027-06-14T10:00', '2027-06-15T09:00'],
    ['Pennsylvania on Flag Day before its law', ['PA'], '2019-06-14T10:00', '2019-06-14T10:00'],
    ['Rhode Island: until 18:00', ['RI'], '2026-12-01T18:00', '2026-12-02T09:00'],
    ['Rhode Island on a Saturday: from 10:00', ['RI'], '2026-12-04T18:00', '2026-12-05T10:00'],
    ['South Dakota: weekdays', ['SD'], '2026-12-04T20:00', '2026-12-07T09:00'],
    ['Texas on a Sunday', ['TX'], '2026-12-05T21:00', '2026-12-06T12:00'],
    ['Utah on Pioneer Day, a Friday', ['UT'], '2026-07-24T10:00', '2026-07-25T09:00'],
    ['the strictest of several states', ['CT', 'KY', 'RI'], '2026-12-05T17:00', '2026-12-07T10:00'],
    ['a state without a rule', ['VT'], '2026-12-01T20:30', '2026-12-02T09:00'],
  ] as const)('%s', (_what, states, asked, expected) => {
    const held = lawfulHours({ ...marketing(states), zones: [east], now: at(asked, east) });
    expect(wall(held.at, east)).toBe(expected);
  });

  test('a number of a state is under its rule, in every zone that it may be in', () => {
    // Florida until 20:00, which is 19:00 Central in the panhandle.
    expect(
      wall(byNumber('850', 'marketing', at('2026-12-01T18:59', 'America/Chicago')), 'America/Chicago'),
    ).toBe('2026-12-01T18:59');
    expect(
      wall(byNumber('850', 'marketing', at('2026-12-01T19:00', 'America/Chicago')), 'America/Chicago'),
    ).toBe('2026-12-02T09:00');
  });

  test('the rules that hold a text are told, and no others', () => {
    const bound = (asked: string) =>
      lawfulHours({ ...marketing(['FL', 'KY']), zones: [east], now: at(asked, east) }).bound.map(
        ({ cites }) => cites,
      );
    expect(bound('2026-12-01T12:00')).toEqual([]);
    expect(bound('2026-12-01T09:30')).toEqual(['Ky. Rev. Stat. 367.46955']);
    expect(bound('2026-12-01T20:30').toSorted()).toEqual([
      'Fla. Stat. 501.616(6)(a)',
      'Ky. Rev. Stat. 367.46955',
      marketingHours.cites,
    ]);
  });

  test('no state limits other texts so far', () => {
    expect(hoursFor({ purpose: 'other', states: stateCodes }, at('2026-12-01T12:00', east))).toEqual([
      defaultTextingHours,
    ]);
  });

  test('where a state and a clock leave no hour in common, no moment is lawful', () => {
    const zones = [east, 'Pacific/Guam'];
    const now = at('2026-12-01T12:00', east);
    expect(lawfulHours({ ...marketing(['RI']), zones, now }).at).toBeUndefined();
    expect(wall(lawfulHours({ ...marketing(), zones, now }).at, east)).toBe('2026-12-01T18:00');
  });
});

describe("the practice's own hours", () => {
  test.each([
    [{ from: '09:00', to: '18:00' }, '2026-12-01T18:00', '2026-12-02T09:00'],
    [{ from: '06:00', to: '23:00' }, '2026-12-01T21:00', '2026-12-02T08:00'],
    [{ from: '09:00', to: '24:00' }, '2026-12-01T20:59', '2026-12-01T20:59'],
    [{ from: '21:00', to: '22:00' }, '2026-12-01T12:00', 'never'],
  ])('%j, asked at %s', (practice, asked, expected) => {
    expect(wall(lawfulHours({ ...other, practice, zones: [east], now: at(asked, east) }).at, east)).toBe(
      expected,
    );
  });
});

describe('the table of states', () => {
  test('is tighter than the federal hours, each row with a law and a date', () => {
    for (const { state, cites, effective, ...hours } of stateHours) {
      const windows = [[hours.fromMinute, hours.toMinute], hours.saturday, hours.sunday];
      for (const one of windows) {
        if (one === undefined || one === 'none') continue;
        const [from = -1, to = 1440] = one;
        expect([state, from >= defaultTextingHours.fromMinute, to <= defaultTextingHours.toMinute]).toEqual([
          state,
          true,
          true,
        ]);
      }
      expect(effective).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(cites).toMatch(/\d/);
    }
    expect(new Set(stateHours.map(({ state }) => state)).size).toBe(stateHours.length);
  });
});

describe('for any zones, states and moment', () => {
  const anyZones = fc.uniqueArray(
    fc.constantFrom(
      ...[east, 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
      ...['America/Anchorage', 'America/Puerto_Rico', 'America/St_Johns', 'America/Adak'],
    ),
    { minLength: 1, maxLength: 3 },
  );
  const anyStates = fc.uniqueArray(fc.constantFrom(...stateCodes), { maxLength: 4 });
  const anyMoment = fc
    .integer({ min: 0, max: 3 * 365 * 24 * 60 })
    .map((minutes) => plusSeconds(isoFrom('2026-01-01T00:00:00Z'), minutes * 60));
  const never = '9999';

  test('the answer is inside every rule by every clock, not early, the first such minute, and stands when asked again', () => {
    fc.assert(
      fc.property(anyZones, anyStates, anyMoment, (zones, states, now) => {
        const { at: lawful, rules } = lawfulHours({ ...marketing(states), zones, now });
        if (lawful === undefined) return;
        expect(insideHours(zones, lawful, ...rules)).toBe(true);
        expect(lawful >= now).toBe(true);
        expect(lawfulHours({ ...marketing(states), zones, now: lawful }).at).toBe(lawful);
        if (lawful === now) return;
        expect(insideHours(zones, plusSeconds(lawful, -60), ...rules)).toBe(false);
        for (let between = now; between < lawful; between = plusSeconds(between, 1800)) {
          expect(insideHours(zones, between, ...rules)).toBe(false);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('marketing hours are inside the hours of other texts', () => {
    fc.assert(
      fc.property(anyZones, anyStates, anyMoment, (zones, states, now) => {
        const lawful = lawfulHours({ ...marketing(states), zones, now }).at;
        if (lawful === undefined) return;
        expect(lawfulHours({ purpose: 'other', states, zones, now: lawful }).at).toBe(lawful);
      }),
      { numRuns: 200 },
    );
  });

  test('one more state, one more zone and hours of its own never let a text go earlier', () => {
    const practice = { from: '10:00', to: '17:00' };
    fc.assert(
      fc.property(
        anyZones,
        anyStates,
        fc.constantFrom(...stateCodes),
        anyMoment,
        (zones, states, state, now) => {
          const base = { ...marketing(states), zones, now };
          const before = lawfulHours(base).at ?? never;
          expect((lawfulHours({ ...base, states: [...states, state] }).at ?? never) >= before).toBe(true);
          expect(
            (lawfulHours({ ...base, zones: [...zones, 'Pacific/Honolulu'] }).at ?? never) >= before,
          ).toBe(true);
          expect((lawfulHours({ ...base, practice }).at ?? never) >= before).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
