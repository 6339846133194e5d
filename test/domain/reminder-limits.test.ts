import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foreseeCaps } from '../../shared/domain/foreseen-caps.ts';
import { insideHours } from '../../shared/domain/quiet-hours.ts';
import { planReminders } from '../../shared/domain/reminder-plan.ts';
import { isoFrom, plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { planFacts } from '../support/plan-facts.ts';

const newYork = 'America/New_York';
const start = isoFrom('2026-12-08T09:30:00-05:00');
const now = isoFrom('2026-12-01T10:00:00-05:00');
const days = (...list: readonly number[]) => list.map((day) => ({ step: `${day}d`, before: `P${day}D` }));
const kept = (facts: Partial<Parameters<typeof planFacts>[0]>) =>
  planReminders(planFacts({ start, zones: [newYork], now, ...facts })).flatMap(({ step, status, why }) =>
    status === 'planned' ? [step] : why === 'cap' ? [`(${step})`] : [],
  );

describe('caps are foreseen', () => {
  test('and the steps nearest the visit stay', () => {
    expect(kept({ steps: days(6, 5, 4, 3, 2, 1), caps: { perDay: 1, perWeek: 3 } })).toEqual([
      '(6d)',
      '5d',
      '(4d)',
      '3d',
      '(2d)',
      '1d',
    ]);
    expect(kept({ steps: days(6, 4, 2, 1), caps: { perDay: 3, perWeek: 2 } })).toEqual([
      '(6d)',
      '(4d)',
      '2d',
      '1d',
    ]);
  });

  test('with what was sent already', () => {
    const sent = [plusSeconds(now, -60), plusSeconds(now, -120)];
    expect(kept({ sent, caps: { perDay: 3, perWeek: 3 } })).toEqual(['(booked)', '(3d)', '3h']);
    expect(kept({ sent, caps: { perDay: 3, perWeek: 8 } })).toEqual(['booked', '3d', '3h']);
  });

  test('and a week that is over its caps takes nothing from the next', () => {
    const sent = Array.from({ length: 9 }, (_, hour) => plusSeconds(now, -hour * 3600));
    expect(kept({ sent, start: isoFrom('2026-12-20T09:30:00-05:00') })).toEqual(['(booked)', '3d', '3h']);
  });

  test('whatever is planned, a text that leaves some minutes late still finds room', () => {
    const moments = fc
      .uniqueArray(fc.integer({ min: 0, max: 14 * 24 }), { minLength: 1, maxLength: 10 })
      .map((hours) => hours.toSorted((a, b) => a - b).map((hour) => plusSeconds(now, hour * 3600)));
    const caps = fc.record({
      perDay: fc.integer({ min: 1, max: 3 }),
      perWeek: fc.integer({ min: 3, max: 8 }),
    });
    fc.assert(
      fc.property(moments, caps, fc.integer({ min: 0, max: 14 * 60 }), (dues, bounds, late) => {
        const planned = dues.map((dueAt, index) => ({ step: `${index}`, dueAt, status: 'planned' as const }));
        const reminders = foreseeCaps(planned, bounds, []).filter(({ status }) => status === 'planned');
        // The last step always stays, and each but the asking one left late.
        expect(reminders.at(-1)?.dueAt).toBe(dues.at(-1));
        for (const { dueAt } of reminders) {
          const before = reminders
            .filter((one) => one.dueAt < dueAt)
            .map((one) => plusSeconds(one.dueAt, late));
          const within = (seconds: number) =>
            before.filter((at) => secondsBetween(at, dueAt) < seconds).length;
          expect(within(86_400)).toBeLessThan(bounds.perDay);
          expect(within(7 * 86_400)).toBeLessThan(bounds.perWeek);
        }
      }),
    );
  });
});

describe('the rush at the first lawful minute', () => {
  const eight = isoFrom('2026-12-08T08:00:00-05:00');
  const last = (id: string, messagesPerSecond: number, at = start) =>
    planReminders(planFacts({ start: at, zones: [newYork], now, pace: { id, messagesPerSecond } })).at(-1)
      ?.dueAt ?? expect.fail();
  const many = Array.from({ length: 500 }, (_, index) => `contact-${index}`);
  const delays = (pace: number, at = start) => many.map((id) => secondsBetween(eight, last(id, pace, at)));

  test.each([
    [0.1, 1200],
    [1, 600],
    [10, 60],
    [1000, 1],
  ])('of a line that sends %d a second is spread over %d seconds', (pace, seconds) => {
    const list = delays(pace);
    expect(Math.min(...list)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...list)).toBeLessThan(seconds);
    expect(Math.max(...list)).toBeGreaterThanOrEqual(seconds * 0.95 - 1);
    // In each tenth of the time there is about a tenth of them.
    const tenth = list.filter((delay) => delay < seconds / 10).length;
    if (seconds > 10) expect(Math.abs(tenth - 50)).toBeLessThan(30);
  });

  test('never past the hour before the visit', () => {
    const list = delays(0.1, isoFrom('2026-12-08T09:05:00-05:00'));
    expect(Math.max(...list)).toBeLessThan(300);
    expect(Math.max(...delays(0.1, isoFrom('2026-12-08T09:00:00-05:00')))).toBe(0);
  });

  test('on the evening before stays inside the hours', () => {
    for (const id of many) {
      const due = last(id, 0.1, isoFrom('2026-12-08T06:30:00-05:00'));
      expect(insideHours([newYork], due)).toBe(true);
      const after = secondsBetween(isoFrom('2026-12-07T20:30:00-05:00'), due);
      expect(after >= 0 && after < 1200).toBe(true);
    }
  });

  test('is the same for all texts of one contact, and a text that is due in lawful hours does not move', () => {
    expect(last('one', 1)).toBe(last('one', 1));
    expect(last('one', 1, isoFrom('2026-12-08T14:00:00-05:00'))).toBe(isoFrom('2026-12-08T11:00:00-05:00'));
  });
});
