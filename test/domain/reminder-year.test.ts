import { expect, test } from 'vitest';
import { type PlanFacts, planFollowUps, planReminders } from '../../shared/domain/reminder-plan.ts';
import type { PlanStep } from '../../shared/domain/reminder-plans.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { planFacts } from '../support/plan-facts.ts';
import { type WallClock, wallClock } from '../support/wall-clock.ts';

/*
 * A year of visits in twenty zones, every step of a long plan of each: when it is due and whether it goes, against a calculation that shares
 * nothing with ours. It walks minute by minute over what Intl.DateTimeFormat says that the walls show.
 */

const zones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Adak',
  'Pacific/Honolulu',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/North_Dakota/Center',
  'America/Puerto_Rico',
  'America/Halifax',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Pacific/Guam',
  'Australia/Lord_Howe',
  'Europe/London',
];
const withoutChanges = ['America/Phoenix', 'Pacific/Honolulu', 'America/Puerto_Rico', 'Pacific/Guam'];

const day = 1440;
const minuteAt = (iso: string): number => Date.parse(iso) / 60_000;
const isoAt = (minute: number) => isoFrom(new Date(minute * 60_000).toISOString());
/** A year, with room before it for what comes before its visits and after it for what follows them. */
const [from, until] = [minuteAt('2026-12-01T00:00:00Z'), minuteAt('2028-02-01T00:00:00Z')];
const firstVisit = minuteAt('2027-01-01T00:00:00Z');

const clocks = new Map(zones.map((zone) => [zone, wallClock(zone, from, until - from)]));
const clockOf = (zone: string): WallClock => clocks.get(zone) ?? expect.fail(zone);

const steps: readonly PlanStep[] = [
  { step: 'booked', at: 'booking' },
  { step: '9d', before: 'P9D' },
  { step: '3d', before: 'P3D' },
  { step: '30h', before: 'PT30H' },
  { step: '1d', before: 'P1D' },
  { step: '3h', before: 'PT3H' },
  { step: '1h', before: 'PT1H' },
  { step: 'later', after: 'PT2H' },
  { step: 'followup', after: 'P1D' },
  { step: 'month', after: 'P30D' },
];

interface Visit {
  readonly start: number;
  readonly now: number;
  readonly zone: string;
  readonly patients: readonly string[];
}

/** Whether every patient's wall shows 8:00 to 20:59. */
const lawful = ({ patients }: Visit, minute: number): boolean =>
  patients.every((zone) => {
    const shown = clockOf(zone).shows(minute) % day;
    return shown >= 480 && shown < 1260;
  });

function nextLawful(visit: Visit, minute: number): number {
  let at = minute;
  while (!lawful(visit, at)) at += 1;
  return at;
}

function dueBefore(visit: Visit, wanted: number): number {
  const next = nextLawful(visit, wanted);
  if (next === wanted || visit.start - next >= 60) return next;
  const evenings = visit.patients.map((zone) => {
    const clock = clockOf(zone);
    const today = Math.floor(clock.shows(visit.start) / day) * day;
    return clock.firstAt(today - day + 20 * 60 + 30);
  });
  return evenings.toSorted((a, b) => a - b).find((evening) => lawful(visit, evening)) ?? wanted;
}

/** A distance by the wall clock of the visit's zone where it is in days, as time passes where it is in hours. */
function moved(visit: Visit, minute: number, distance: string, sign: 1 | -1): number {
  const amount = Number(/\d+/.exec(distance)?.[0]) * sign;
  if (distance.startsWith('PT')) return minute + amount * 60;
  const clock = clockOf(visit.zone);
  const shown = clock.shows(minute) + amount * day;
  const at = clock.firstAt(shown);
  // What a gap leaves out is as long after the gap's end as it would have been after its beginning.
  return at + Math.max(0, shown - clock.shows(at - 1) - 1) * Number(clock.shows(at) > shown);
}

type Expected = readonly [step: string, due: number, goes: boolean];

/** In order, none that is past, none within two hours of the one before it. */
function kept(list: readonly Expected[]): readonly Expected[] {
  let last = Number.NEGATIVE_INFINITY;
  return list
    .toSorted((a, b) => a[1] - b[1])
    .map(([step, due, ahead]) => {
      const goes = ahead && due >= last + 120;
      if (goes) last = due;
      return [step, due, goes];
    });
}

function expected(visit: Visit, follows: boolean): readonly Expected[] {
  const end = visit.start + 30;
  return kept(
    steps.flatMap(({ step, at, before, after }): Expected[] => {
      if (follows) {
        if (after === undefined) return [];
        const wanted = moved(visit, end, after, 1);
        return [[step, nextLawful(visit, wanted), wanted > visit.now]];
      }
      if (at !== undefined) {
        const due = nextLawful(visit, visit.now);
        return [[step, due, due < visit.start]];
      }
      if (before === undefined) return [];
      const due = dueBefore(visit, moved(visit, visit.start, before, -1));
      return [[step, due, due > visit.now && due < visit.start]];
    }),
  );
}

const planned = (visit: Visit, follows: boolean): readonly Expected[] => {
  const facts: PlanFacts = planFacts({
    start: isoAt(visit.start),
    timeZone: visit.zone,
    zones: visit.patients,
    now: isoAt(visit.now),
    steps,
    caps: { perDay: 9, perWeek: 10 },
  });
  return (follows ? planFollowUps(facts) : planReminders(facts)).map(({ step, dueAt, status }) => [
    step,
    minuteAt(dueAt),
    status === 'planned',
  ]);
};

/** One visit on each third day of the year and on every day about a change of the clock, at all times of the day. */
function visitsIn(zone: string, index: number): Visit[] {
  const clock = clockOf(zone);
  const near = (minute: number) => clock.changes.some((change) => Math.abs(change - minute) < 4 * day);
  return Array.from({ length: 365 }, (_, number) => number).flatMap((number) => {
    const noon = firstVisit + number * day + 720;
    if (number % 3 !== 0 && !near(noon)) return [];
    const start = clock.firstAt(
      Math.floor(clock.shows(noon) / day) * day + ((number * 217 + index * 31) % day),
    );
    const now = start - ((number * 1_723 + index * 97) % (12 * day)) - 30;
    // Every fifth patient lives by another clock, or may live by two.
    const other = zones[(index + number) % zones.length] ?? zone;
    const patients =
      number % 5 === 0 ? [other] : number % 5 === 1 && reachable(zone, other) ? [zone, other] : [zone];
    return [{ start, now, zone, patients }];
  });
}

/** Two clocks with lawful hours in common. */
const reachable = (zone: string, other: string): boolean =>
  zone !== other && Math.abs(clockOf(zone).shows(firstVisit) - clockOf(other).shows(firstVisit)) <= 6 * 60;

test.each(zones.map((zone, index) => [zone, index] as const))('%s', (zone, index) => {
  const visits = visitsIn(zone, index);
  const clock = clockOf(zone);
  let overChange = 0;
  for (const visit of visits) {
    for (const follows of [false, true]) {
      const at = follows ? { ...visit, now: visit.start + 60 } : visit;
      const wanted = expected(at, follows);
      expect({ visit: at, plan: planned(at, follows) }).toEqual({ visit: at, plan: wanted });
      overChange += wanted.filter(
        ([, due, goes]) => goes && clock.shows(due) - due !== clock.shows(visit.start) - visit.start,
      ).length;
    }
  }
  expect(visits.length).toBeGreaterThan(120);
  if (withoutChanges.includes(zone)) expect([clock.changes, overChange]).toEqual([[], 0]);
  else {
    expect(
      clock.changes.filter((change) => change > firstVisit && change < firstVisit + 365 * day),
    ).toHaveLength(2);
    expect(overChange).toBeGreaterThan(20);
  }
});
