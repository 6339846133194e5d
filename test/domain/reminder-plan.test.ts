import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursFor } from '../../shared/domain/applicable-hours.ts';
import { insideHours } from '../../shared/domain/quiet-hours.ts';
import { planReminders } from '../../shared/domain/reminder-plan.ts';
import { type IsoInstant, inZone, isoFrom, plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { planFacts } from '../support/plan-facts.ts';

const newYork = 'America/New_York';

const wall = (at: IsoInstant, zone = newYork): string =>
  inZone(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

const plan = (start: string, now: string, zones = [newYork], timeZone = newYork) =>
  Object.fromEntries(
    planReminders(planFacts({ start: isoFrom(start), timeZone, zones, now: isoFrom(now) })).map(
      ({ step, dueAt, status }) => [step, `${status} ${wall(dueAt, timeZone)}`],
    ),
  );

describe('the default plan', () => {
  test.each([
    [
      'an ordinary one, a week ahead',
      ['2026-12-08T14:00:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'planned 2026-12-05T14:00',
        '3h': 'planned 2026-12-08T11:00',
      },
    ],
    [
      'booked at night: the confirmation waits for the morning',
      ['2026-12-08T14:00:00-05:00', '2026-12-01T23:10:00-05:00'],
      {
        booked: 'planned 2026-12-02T08:00',
        '3d': 'planned 2026-12-05T14:00',
        '3h': 'planned 2026-12-08T11:00',
      },
    ],
    [
      'at 9:30: three hours before is moved to 8:00, an hour and a half of notice',
      ['2026-12-08T09:30:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'planned 2026-12-05T09:30',
        '3h': 'planned 2026-12-08T08:00',
      },
    ],
    [
      'at 9:00: 8:00 still helps',
      ['2026-12-08T09:00:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'planned 2026-12-05T09:00',
        '3h': 'planned 2026-12-08T08:00',
      },
    ],
    [
      'at 8:30: it goes the evening before',
      ['2026-12-08T08:30:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'planned 2026-12-05T08:30',
        '3h': 'planned 2026-12-07T20:30',
      },
    ],
    [
      'booked for tomorrow: three days before is past',
      ['2026-12-02T14:00:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'skipped 2026-11-29T14:00',
        '3h': 'planned 2026-12-02T11:00',
      },
    ],
    [
      'booked four hours before: three hours before is too near the confirmation',
      ['2026-12-01T14:00:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'planned 2026-12-01T10:00',
        '3d': 'skipped 2026-11-28T14:00',
        '3h': 'skipped 2026-12-01T11:00',
      },
    ],
    [
      'already past: nothing',
      ['2026-11-30T14:00:00-05:00', '2026-12-01T10:00:00-05:00'],
      {
        booked: 'skipped 2026-12-01T10:00',
        '3d': 'skipped 2026-11-27T14:00',
        '3h': 'skipped 2026-11-30T11:00',
      },
    ],
  ])('%s', (_case, [start = '', now = ''], expected) => {
    expect(plan(start, now)).toEqual(expected);
  });

  test('three days before keeps the wall clock where spring skips an hour and autumn repeats one', () => {
    expect(plan('2027-03-15T14:00:00-04:00', '2027-03-01T10:00:00-05:00')['3d']).toBe(
      'planned 2027-03-12T14:00',
    );
    expect(plan('2026-11-02T14:00:00-05:00', '2026-10-20T10:00:00-04:00')['3d']).toBe(
      'planned 2026-10-30T14:00',
    );
  });

  test("the plan counts by the appointment's clock, and sends by the patient's", () => {
    const west = plan('2026-12-08T12:00:00-05:00', '2026-12-01T14:00:00-05:00', ['America/Los_Angeles']);
    // 9:00 in New York is 6:00 in Los Angeles: at 8:00 there, an hour before, it still helps.
    expect(west['3h']).toBe('planned 2026-12-08T11:00');
  });
});

describe('a year of starts in many zones', () => {
  const zones = [
    'America/New_York',
    'America/Chicago',
    'America/Phoenix',
    'America/Los_Angeles',
    'Pacific/Honolulu',
    'America/St_Johns',
  ];
  const everyStart = zones.flatMap((zone) =>
    Array.from({ length: 365 }, (_, day) => ({
      zone,
      // Ten to six in odd minutes, over the year.
      start: plusSeconds(isoFrom('2026-06-01T14:07:00Z'), day * 86_400 + ((day * 47) % 600) * 60),
    })),
  );
  const now = isoFrom('2026-05-01T16:00:00Z');

  test('every planned step is ahead, before the start, in lawful hours, in order and apart', () => {
    for (const { zone, start } of everyStart) {
      const planned = planReminders(planFacts({ start, timeZone: zone, zones: [zone], now })).filter(
        ({ status }) => status === 'planned',
      );
      for (const [index, { dueAt }] of planned.entries()) {
        expect(dueAt >= now && dueAt < start && insideHours([zone], dueAt)).toBe(true);
        const before = planned[index - 1];
        if (before) expect(secondsBetween(before.dueAt, dueAt)).toBeGreaterThanOrEqual(120 * 60);
      }
    }
  });

  test('three days before has the wall clock of the start wherever that is lawful', () => {
    for (const { zone, start } of everyStart) {
      const there = inZone(start, zone);
      const step = planReminders(planFacts({ start, timeZone: zone, zones: [zone], now })).find(
        (one) => one.step === '3d',
      );
      if (!step) return expect.fail('There is such a step.');
      const wished = there.subtract({ days: 3 });
      const lawful = there.hour >= 8 && there.hour < 21;
      if (lawful)
        expect(wall(step.dueAt, zone)).toBe(wished.toPlainDateTime().toString({ smallestUnit: 'minute' }));
    }
  });

  test('three hours before is three hours before wherever that is lawful, and a start from 9:00 has notice that day', () => {
    for (const { zone, start } of everyStart) {
      const step = planReminders(planFacts({ start, timeZone: zone, zones: [zone], now })).find(
        (one) => one.step === '3h',
      );
      if (!step) return expect.fail('There is such a step.');
      if (insideHours([zone], plusSeconds(start, -3 * 3600)))
        expect(secondsBetween(step.dueAt, start)).toBe(3 * 3600);
      else expect(step.dueAt < start).toBe(true);
    }
  });
});

describe("the practice's own hours", () => {
  const rules = (from: string, to: string) =>
    hoursFor({ purpose: 'other', states: [], practice: { from, to } }, isoFrom('2026-12-01T15:00:00Z'));
  const dues = (start: string, from: string, to: string) =>
    planReminders(
      planFacts({
        start: isoFrom(start),
        zones: [newYork],
        now: isoFrom('2026-12-01T10:00:00-05:00'),
        rules: rules(from, to),
      }),
    ).map(({ dueAt }) => wall(dueAt));

  test('move a step as those of the law do, and the evening before ends half an hour before theirs', () => {
    expect(dues('2026-12-08T11:00:00-05:00', '10:00', '18:00')).toEqual([
      '2026-12-01T10:00',
      '2026-12-05T11:00',
      '2026-12-08T10:00',
    ]);
    expect(dues('2026-12-08T10:30:00-05:00', '10:00', '18:00').at(-1)).toBe('2026-12-07T17:30');
    expect(dues('2026-12-08T08:30:00-05:00', '06:00', '23:00').at(-1)).toBe('2026-12-07T20:30');
  });
});

describe('for any booking', () => {
  const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu', 'America/Anchorage'];
  const year = fc
    .integer({ min: 0, max: 365 * 24 * 60 })
    .map((minutes) => plusSeconds(isoFrom('2026-01-01T00:00:00Z'), minutes * 60));

  test('a plan is the same each time, names each step once, and none is sent late, early or at night', () => {
    fc.assert(
      fc.property(
        year,
        fc.integer({ min: -60, max: 20 * 24 * 60 }),
        fc.constantFrom(...zones),
        fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 2 }),
        (now, minutesAhead, timeZone, patientZones) => {
          const start = plusSeconds(now, minutesAhead * 60);
          const reminders = planReminders(planFacts({ start, timeZone, zones: patientZones, now }));
          expect(planReminders(planFacts({ start, timeZone, zones: patientZones, now }))).toEqual(reminders);
          expect(reminders.map(({ step }) => step).toSorted()).toEqual(['3d', '3h', 'booked']);
          for (const { dueAt, status } of reminders) {
            if (status !== 'planned') continue;
            expect(dueAt >= now && dueAt < start).toBe(true);
            expect(insideHours(patientZones, dueAt)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
