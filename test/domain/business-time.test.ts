import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addBusinessMinutes,
  type BusinessHours,
  businessMinutesBetween,
  isOpen,
  lastBusinessBefore,
  nextBusinessDay,
  type Span,
} from '../../shared/domain/business-time.ts';
import { federalHolidays } from '../../shared/domain/holidays.ts';
import { type IsoInstant, inZone, plusSeconds, toIso } from '../../shared/domain/time.ts';

const zone = 'America/New_York';

function week(weekdays: readonly Span[], weekend: readonly Span[] = []): BusinessHours['week'] {
  return {
    mon: weekdays,
    tue: weekdays,
    wed: weekdays,
    thu: weekdays,
    fri: weekdays,
    sat: weekend,
    sun: weekend,
  };
}

const nineToFive: BusinessHours = { zone, week: week([['09:00', '17:00']]) };
const twoHalves: readonly Span[] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const split: BusinessHours = {
  zone,
  week: { ...week(twoHalves), fri: [['08:00', '12:00']] },
  closed: ['2026-11-26', '2026-12-25'],
  changed: [
    { date: '2026-12-24', hours: [['08:00', '10:00']] },
    { date: '2026-12-25', hours: [['10:00', '11:00']] },
    { date: '2026-12-05', hours: [['09:00', '12:00']] },
    { date: '2026-12-31', hours: [] },
  ],
};
/** Observes the federal holidays, and opens on one of them all the same. */
const observing: BusinessHours = {
  ...nineToFive,
  observed: federalHolidays,
  changed: [{ date: '2026-10-12', hours: [['10:00', '12:00']] }],
};
const dayLong: readonly Span[] = [['00:00', '24:00']];
const always = (where: string): BusinessHours => ({ zone: where, week: week(dayLong, dayLong) });
const never: BusinessHours = { zone, week: week([]) };

/** A moment by its wall clock: `2026-12-04 16:30`, in New York unless told. */
const at = (wall: string, where = zone): IsoInstant =>
  toIso(Temporal.ZonedDateTime.from(`${wall.replace(' ', 'T')}[${where}]`).toInstant());
const wallOf = (moment: IsoInstant | undefined, where = zone) =>
  moment && inZone(moment, where).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');

// 2026-12-04 is a Friday.
describe('isOpen', () => {
  test.each([
    [nineToFive, '2026-12-04 08:59', false],
    [nineToFive, '2026-12-04 09:00', true],
    [nineToFive, '2026-12-04 16:59', true],
    [nineToFive, '2026-12-04 17:00', false],
    [nineToFive, '2026-12-05 12:00', false],
    [split, '2026-12-03 12:30', false],
    [split, '2026-12-03 13:00', true],
    [split, '2026-11-26 09:00', false],
    [split, '2026-12-05 09:30', true],
    [split, '2026-12-24 11:00', false],
    [split, '2026-12-25 10:30', true],
    [split, '2026-12-31 09:00', false],
    [observing, '2026-11-26 12:00', false],
    [observing, '2026-11-27 12:00', true],
    // The Fourth of July is a Saturday.
    [observing, '2026-07-03 12:00', false],
    [observing, '2026-10-12 11:00', true],
    [observing, '2026-10-12 13:00', false],
    [always(zone), '2026-12-05 00:00', true],
    [always(zone), '2026-12-05 23:59', true],
    [never, '2026-12-04 12:00', false],
  ])('case %#: at %2$s', (hours, wall, expected) => {
    expect(isOpen(hours, at(wall))).toBe(expected);
  });
});

describe('addBusinessMinutes', () => {
  test.each([
    [nineToFive, '2026-12-04 10:00', 120, '2026-12-04 12:00'],
    [nineToFive, '2026-12-04 16:00', 60, '2026-12-04 17:00'],
    [nineToFive, '2026-12-04 16:30', 60, '2026-12-07 09:30'],
    [nineToFive, '2026-12-04 17:00', 60, '2026-12-07 10:00'],
    [nineToFive, '2026-12-05 03:00', 60, '2026-12-07 10:00'],
    [nineToFive, '2026-12-04 07:00', 15, '2026-12-04 09:15'],
    [nineToFive, '2026-12-04 09:00', 5 * 480, '2026-12-10 17:00'],
    [nineToFive, '2026-12-04 12:00', 0, '2026-12-04 12:00'],
    [nineToFive, '2026-12-04 17:00', 0, '2026-12-04 17:00'],
    [nineToFive, '2026-12-04 18:00', 0, '2026-12-07 09:00'],
    [split, '2026-12-03 11:30', 60, '2026-12-03 13:30'],
    [split, '2026-12-03 12:30', 60, '2026-12-03 14:00'],
    [split, '2026-12-04 11:30', 60, '2026-12-05 09:30'],
    [split, '2026-11-25 16:30', 60, '2026-11-27 08:30'],
    [split, '2026-12-24 09:30', 60, '2026-12-25 10:30'],
    [split, '2026-12-30 16:30', 60, '2027-01-01 08:30'],
    [observing, '2026-11-25 16:30', 60, '2026-11-27 09:30'],
    [observing, '2026-12-24 16:30', 60, '2026-12-28 09:30'],
    [observing, '2026-10-09 16:00', 120, '2026-10-12 11:00'],
    // 24 hours across the night that has 23, and across the one that has 25.
    [always(zone), '2026-03-07 12:00', 1440, '2026-03-08 13:00'],
    [always(zone), '2026-10-31 12:00', 1440, '2026-11-01 11:00'],
    [nineToFive, '2026-03-06 16:30', 60, '2026-03-09 09:30'],
    [nineToFive, '2026-10-30 16:30', 60, '2026-11-02 09:30'],
  ])('case %#: from %2$s, %3$i minutes', (hours, from, minutes, to) => {
    expect(wallOf(addBusinessMinutes(hours, at(from), minutes))).toBe(to);
  });

  test('finds no moment for a practice that never opens', () => {
    expect(addBusinessMinutes(never, at('2026-12-04 10:00'), 1)).toBeUndefined();
    expect(
      addBusinessMinutes({ ...nineToFive, week: week([]), closed: [] }, at('2026-12-04 10:00'), 0),
    ).toBeUndefined();
  });

  test('finds the one day on which a practice opens again, and runs out after it', () => {
    const once: BusinessHours = { ...never, changed: [{ date: '2027-11-30', hours: [['10:00', '11:00']] }] };
    expect(wallOf(addBusinessMinutes(once, at('2026-12-04 10:00'), 60))).toBe('2027-11-30 11:00');
    expect(addBusinessMinutes(once, at('2026-12-04 10:00'), 61)).toBeUndefined();
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d minutes', (minutes) => {
    expect(() => addBusinessMinutes(nineToFive, at('2026-12-04 10:00'), minutes)).toThrow(RangeError);
  });

  test.each(['8:00', '08:60', '24:01', '25:00', '8am', ''])('refuses the local time %j', (time) => {
    const hours: BusinessHours = { zone, week: week([[time, '17:00']]) };
    expect(() => isOpen(hours, at('2026-12-04 10:00'))).toThrow(RangeError);
  });
});

describe('businessMinutesBetween', () => {
  test.each([
    [nineToFive, '2026-12-04 10:00', '2026-12-04 11:30', 90],
    [nineToFive, '2026-12-04 16:30', '2026-12-07 09:30', 60],
    [nineToFive, '2026-12-04 18:00', '2026-12-07 08:00', 0],
    [nineToFive, '2026-12-01 00:00', '2026-12-08 00:00', 5 * 480],
    [nineToFive, '2026-12-07 09:30', '2026-12-04 16:30', -60],
    [split, '2026-12-23 00:00', '2026-12-26 00:00', 480 + 120 + 60],
    [split, '2026-12-03 11:00', '2026-12-03 14:00', 120],
    [never, '2026-12-01 00:00', '2028-12-08 00:00', 0],
    [always(zone), '2026-03-08 00:00', '2026-03-09 00:00', 23 * 60],
    [always(zone), '2026-11-01 00:00', '2026-11-02 00:00', 25 * 60],
  ])('case %#: from %2$s to %3$s', (hours, from, to, minutes) => {
    expect(businessMinutesBetween(hours, at(from), at(to))).toBe(minutes);
  });

  test.each([
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Africa/Cairo', '2026-04-24', 23],
    ['America/Phoenix', '2026-03-08', 24],
    ['Europe/London', '2026-03-29', 23],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('counts every hour of %s on %s: %d', (where, date, hours) => {
    const next = Temporal.PlainDate.from(date).add({ days: 1 });
    const [from, to] = [`${date} 00:00`, `${next} 00:00`].map((wall) => at(wall, where));
    expect(from && to && businessMinutesBetween(always(where), from, to)).toBe(hours * 60);
  });

  test.each([
    // Spring skips 02:00 to 03:00: hours within it vanish, hours over it shorten.
    ['2026-03-08', ['02:15', '02:45'], 0],
    ['2026-03-08', ['01:30', '02:30'], 30],
    ['2026-03-08', ['02:30', '03:30'], 30],
    ['2026-03-08', ['01:00', '04:00'], 120],
    // Autumn has 01:00 to 02:00 twice: a wall-clock time means the first.
    ['2026-11-01', ['00:30', '01:30'], 60],
    ['2026-11-01', ['01:30', '02:30'], 120],
    ['2026-11-01', ['00:00', '24:00'], 1500],
  ] as const)('on %s takes the hours %j as %d minutes', (date, span, minutes) => {
    const hours: BusinessHours = { ...never, changed: [{ date, hours: [span] }] };
    const from = at(`${date} 00:00`);
    expect(businessMinutesBetween(hours, from, plusSeconds(from, 30 * 3600))).toBe(minutes);
  });
});

describe('nextBusinessDay', () => {
  test.each([
    [nineToFive, '2026-12-03 10:00', 1, undefined, '2026-12-04 17:00'],
    [nineToFive, '2026-12-04 10:00', 1, undefined, '2026-12-07 17:00'],
    [nineToFive, '2026-12-04 23:30', 1, undefined, '2026-12-07 17:00'],
    [nineToFive, '2026-12-05 10:00', 1, undefined, '2026-12-07 17:00'],
    [nineToFive, '2026-12-06 10:00', 2, undefined, '2026-12-08 17:00'],
    [nineToFive, '2026-12-04 10:00', 5, undefined, '2026-12-11 17:00'],
    [nineToFive, '2026-12-03 10:00', 1, '12:00', '2026-12-04 12:00'],
    [nineToFive, '2026-12-03 10:00', 1, '08:00', '2026-12-04 09:00'],
    [nineToFive, '2026-12-03 10:00', 1, '18:00', '2026-12-04 17:00'],
    [split, '2026-12-02 10:00', 1, '12:30', '2026-12-03 12:00'],
    [split, '2026-12-02 10:00', 1, '13:00', '2026-12-03 13:00'],
    [split, '2026-12-02 10:00', 1, '07:00', '2026-12-03 08:00'],
    [split, '2026-12-03 10:00', 1, undefined, '2026-12-04 12:00'],
    [split, '2026-12-04 10:00', 1, undefined, '2026-12-05 12:00'],
    [split, '2026-11-25 10:00', 1, undefined, '2026-11-27 12:00'],
    [split, '2026-12-30 10:00', 1, undefined, '2027-01-01 12:00'],
    [observing, '2026-11-25 10:00', 1, undefined, '2026-11-27 17:00'],
    [observing, '2027-12-23 10:00', 1, '12:00', '2027-12-27 12:00'],
    [always(zone), '2026-10-31 10:00', 1, undefined, '2026-11-02 00:00'],
    [never, '2026-12-03 10:00', 1, undefined, undefined],
  ])('case %#: from %2$s, day %3$i by %4$s', (hours, from, days, by, to) => {
    expect(wallOf(nextBusinessDay(hours, at(from), days, by))).toBe(to);
  });

  test.each([0, -1, 1.5])('refuses %d days', (days) => {
    expect(() => nextBusinessDay(nineToFive, at('2026-12-04 10:00'), days)).toThrow(RangeError);
  });
});

describe('lastBusinessBefore', () => {
  const noon: BusinessHours = { ...never, changed: [{ date: '2026-12-04', hours: [['12:00', '12:20']] }] };
  test.each([
    [nineToFive, '2026-12-05 03:00', 60, '2026-12-04 16:00'],
    [nineToFive, '2026-12-07 08:59', 60, '2026-12-04 16:00'],
    // The moment of opening has no business before it that day, and the moment of closing has all of it.
    [nineToFive, '2026-12-07 09:00', 30, '2026-12-04 16:30'],
    [nineToFive, '2026-12-04 17:00', 30, '2026-12-04 16:30'],
    [nineToFive, '2026-12-04 12:00', 30, '2026-12-04 11:30'],
    [split, '2026-12-03 12:30', 60, '2026-12-03 11:00'],
    [split, '2026-11-27 07:00', 60, '2026-11-25 16:00'],
    [noon, '2026-12-06 09:00', 60, '2026-12-04 12:00'],
    [noon, '2028-01-08 09:00', 5, '2026-12-04 12:15'],
    [noon, '2028-01-09 09:00', 5, undefined],
    [never, '2026-12-04 12:00', 60, undefined],
  ])('case %#: before %2$s, %3$i minutes', (hours, before, minutes, moment) => {
    expect(wallOf(lastBusinessBefore(hours, at(before), minutes))).toBe(moment);
  });
});

describe('a day of which nothing is left', () => {
  /** Open on one Sunday within the hour that spring skips, and on the Monday after it. */
  const skipped: BusinessHours = {
    ...never,
    changed: [
      { date: '2026-03-08', hours: [['02:15', '02:45']] },
      { date: '2026-03-09', hours: [['09:00', '10:00']] },
    ],
  };

  test('is no day of business', () => {
    expect(wallOf(nextBusinessDay(skipped, at('2026-03-07 12:00'), 1))).toBe('2026-03-09 10:00');
    expect(wallOf(addBusinessMinutes(skipped, at('2026-03-07 12:00'), 0))).toBe('2026-03-09 09:00');
    expect(nextBusinessDay(skipped, at('2026-03-07 12:00'), 2)).toBeUndefined();
  });
});

test('what is refused says so', () => {
  expect(() => addBusinessMinutes(nineToFive, at('2026-12-04 10:00'), -1)).toThrow('zero or more');
  expect(() => nextBusinessDay(nineToFive, at('2026-12-04 10:00'), 0)).toThrow('whole number from 1');
  for (const time of ['8am', '108:00', '08:000']) {
    const hours: BusinessHours = { zone, week: week([[time, '17:00']]) };
    expect(() => isOpen(hours, at('2026-12-04 10:00'))).toThrow(`Not a local time: ${time}`);
  }
});

test('days are remembered by the hours they are of, and of a thousand days none is told wrong', () => {
  const from = at('2026-12-04 10:00');
  const days = Array.from({ length: 1500 }, (_, index) => plusSeconds(from, index * 86_400));
  const told = () => days.map((moment) => isOpen(nineToFive, moment));
  const once = told();
  expect(told()).toEqual(once);
  expect(days.map((moment) => isOpen({ ...nineToFive }, moment))).toEqual(once);
  expect(once.filter(Boolean).length).toBe(
    days.filter((moment) => inZone(moment, zone).dayOfWeek < 6).length,
  );
});

describe('business hours of any kind', () => {
  const clock = (quarters: number) =>
    `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
  const spans: fc.Arbitrary<readonly Span[]> = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
    .map((quarters) => {
      const bounds = quarters.toSorted((a, b) => a - b).map(clock);
      return bounds.flatMap((from, index) => {
        const to = bounds[index + 1];
        return index % 2 === 0 && to !== undefined ? [[from, to] as const] : [];
      });
    });
  // Within weeks of a change of the clocks in each zone.
  const day = fc.tuple(
    fc.constantFrom('2026-03-01', '2026-03-22', '2026-04-01', '2026-09-28', '2026-10-24'),
    fc.nat(14),
  );
  const date = day.map(([from, days]) => Temporal.PlainDate.from(from).add({ days }).toString());
  const anyHours: fc.Arbitrary<BusinessHours> = fc.record({
    zone: fc.constantFrom(
      ...[zone, 'America/Los_Angeles', 'America/Phoenix', 'America/St_Johns', 'America/Santiago'],
      ...['Europe/London', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC'],
    ),
    week: fc.record({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }),
    closed: fc.array(date, { maxLength: 4 }),
    changed: fc.array(fc.record({ date, hours: spans }), { maxLength: 4 }),
    observed: fc.constantFrom([], federalHolidays),
  });
  const moment = fc
    .tuple(date, fc.integer({ min: 0, max: 24 * 60 * 60_000 }))
    .map(([from, ms]) => plusSeconds(at(`${from} 00:00`), ms / 1000));
  const minutes = fc.integer({ min: 0, max: 5000 });

  test('adding and measuring are inverse', () => {
    fc.assert(
      fc.property(anyHours, moment, minutes, (hours, from, count) => {
        const to = addBusinessMinutes(hours, from, count);
        if (to === undefined) return;
        expect(to >= from).toBe(true);
        expect(businessMinutesBetween(hours, from, to)).toBeCloseTo(count, 6);
        expect(businessMinutesBetween(hours, to, from)).toBeCloseTo(-count, 6);
      }),
    );
  });

  test('adding ends within hours, or at the moment they end', () => {
    fc.assert(
      fc.property(anyHours, moment, minutes, (hours, from, count) => {
        const to = addBusinessMinutes(hours, from, count);
        if (to !== undefined) expect(isOpen(hours, to) || isOpen(hours, plusSeconds(to, -0.001))).toBe(true);
      }),
    );
  });

  test('adding twice is adding the sum', () => {
    fc.assert(
      fc.property(anyHours, moment, minutes, minutes, (hours, from, first, second) => {
        const between = addBusinessMinutes(hours, from, first);
        if (between === undefined) return;
        expect(addBusinessMinutes(hours, between, second)).toBe(
          addBusinessMinutes(hours, from, first + second),
        );
      }),
    );
  });

  test('measuring counts the minutes at which it is open', () => {
    fc.assert(
      fc.property(
        anyHours,
        date,
        fc.nat(96),
        fc.integer({ min: 1, max: 200 }),
        (hours, from, skip, quarters) => {
          const start = plusSeconds(at(`${from} 00:00`), skip * 900);
          let open = 0;
          for (let quarter = 0; quarter < quarters; quarter += 1) {
            if (isOpen(hours, plusSeconds(start, quarter * 900))) open += 15;
          }
          expect(businessMinutesBetween(hours, start, plusSeconds(start, quarters * 900))).toBe(open);
        },
      ),
    );
  });

  test('the next business day lies within hours of a later day, and the one after it later still', () => {
    fc.assert(
      fc.property(anyHours, moment, fc.integer({ min: 1, max: 9 }), fc.nat(96), (hours, from, days, by) => {
        const goal = nextBusinessDay(hours, from, days, clock(by));
        if (goal === undefined) return;
        expect(isOpen(hours, goal) || isOpen(hours, plusSeconds(goal, -0.001))).toBe(true);
        expect(goal > from).toBe(true);
        expect(goal <= (nextBusinessDay(hours, from, days) ?? '')).toBe(true);
        expect(goal < (nextBusinessDay(hours, from, days + 1, clock(by)) ?? '~')).toBe(true);
      }),
    );
  });
});
