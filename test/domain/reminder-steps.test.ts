import { describe, expect, test } from 'vitest';
import { hoursFor } from '../../shared/domain/applicable-hours.ts';
import {
  planFollowUps,
  planReminders,
  reminderTimer,
  reminderTimerOf,
} from '../../shared/domain/reminder-plan.ts';
import { type IsoInstant, isoFrom, plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { appointmentAt, contactId, practiceId } from '../support/facts.ts';
import { planFacts } from '../support/plan-facts.ts';

const at = (local: string): IsoInstant => isoFrom(`${local}-05:00`);
const newYork = 'America/New_York';
const start = at('2026-12-08T14:00:00');
const now = at('2026-12-01T10:00:00');
const told = (reminders: ReturnType<typeof planReminders>) =>
  reminders.map(({ step, dueAt, status, why }) => [step, dueAt, why ?? status]);

describe('the timer of a step', () => {
  const planned = { step: '3h', dueAt: now, status: 'planned' } as const;

  test('is named by the appointment, its plan, the step, and how often that was planned anew', () => {
    const once = appointmentAt(start, {
      revision: 4,
      reminders: [planned, { ...planned, step: '3d', again: 2 }],
    });
    expect(reminderTimer(once, '3h')).toEqual({ kind: 'reminder', id: 'A-1.4.3h' });
    expect(reminderTimer(once, '3d')).toEqual({ kind: 'reminder', id: 'A-1.4.3d.2' });
    expect(reminderTimer(once, 'gone')).toEqual({ kind: 'reminder', id: 'A-1.4.gone' });
  });

  test('says of whom, of which visit and of which moment it is', () => {
    const one = appointmentAt(start, { revision: 1, reminders: [planned] });
    expect(reminderTimerOf(one, '3h', now)).toEqual({
      practiceId,
      contactId,
      kind: 'reminder',
      id: 'A-1.1.3h',
      dueAt: now,
      appointmentId: 'A-1',
      start,
      step: '3h',
    });
  });
});

describe('the steps before a visit', () => {
  const plan = (steps: Parameters<typeof planFacts>[0]['steps'], more = {}) =>
    told(planReminders(planFacts({ start, zones: [newYork], now, ...(steps && { steps }), ...more })));

  test('stand in the order of their moments, whatever the order of the plan', () => {
    const steps = [
      { step: '1d', before: 'P1D' },
      { step: 'booked', at: 'booking' as const },
      { step: '5d', before: 'P5D' },
    ];
    expect(plan(steps)).toEqual([
      ['booked', now, 'planned'],
      ['5d', at('2026-12-03T14:00:00'), 'planned'],
      ['1d', at('2026-12-07T14:00:00'), 'planned'],
    ]);
  });

  test('of the same moment keep the order of the plan, and the second is left out', () => {
    const steps = [
      { step: 'b', before: 'P1D' },
      { step: 'a', before: 'PT24H' },
    ];
    expect(plan(steps).map(([step, , status]) => [step, status])).toEqual([
      ['b', 'planned'],
      ['a', 'too-near'],
    ]);
  });

  test.each([
    ['PT4H', 'PT2H', 'planned'],
    ['PT4H', 'PT2H1S', 'too-near'],
    ['PT5H', 'PT2H', 'planned'],
  ])('at %s and %s: the later is %s, for two hours are apart enough', (first, second, status) => {
    const steps = [
      { step: 'first', before: first },
      { step: 'second', before: second },
    ];
    expect(plan(steps).map(([, , one]) => one)).toEqual(['planned', status]);
  });

  test('that follow the visit are none of them', () => {
    expect(plan([{ step: 'thanks', after: 'PT2H' }])).toEqual([]);
  });

  test('that are due at this very moment are past', () => {
    expect(plan([{ step: 'now', before: 'P7D' }], { now: at('2026-12-01T14:00:00') })).toEqual([
      ['now', at('2026-12-01T14:00:00'), 'past'],
    ]);
  });

  test('booked in the night for the early morning, it says so only where that comes before the visit', () => {
    const steps = [{ step: 'booked', at: 'booking' as const }];
    const booked = { now: at('2026-12-07T23:00:00'), pace: { id: 'any', messagesPerSecond: 0.1 } };
    const [early] = plan(steps, { ...booked, start: at('2026-12-08T08:00:10') });
    expect([early?.[0], early?.[2]]).toEqual(['booked', 'planned']);
    expect(secondsBetween(at('2026-12-08T08:00:00'), early?.[1] as IsoInstant)).toBeLessThan(10);
    expect(plan(steps, { ...booked, start: at('2026-12-08T07:30:00') })).toEqual([
      ['booked', at('2026-12-08T08:00:00'), 'past'],
    ]);
  });

  test('for two clocks, the evening before is the first that is inside the hours of both', () => {
    const steps = [{ step: '3h', before: 'PT3H' }];
    const zones = [newYork, 'America/Los_Angeles'];
    // 20:30 in Los Angeles is 23:30 in New York; 20:30 in New York is 17:30 there.
    expect(plan(steps, { zones, start: at('2026-12-08T11:30:00') })).toEqual([
      ['3h', at('2026-12-07T20:30:00'), 'planned'],
    ]);
    expect(plan(steps, { zones: zones.toReversed(), start: at('2026-12-08T11:30:00') })).toEqual([
      ['3h', at('2026-12-07T20:30:00'), 'planned'],
    ]);
  });

  test('where the clocks have no lawful hour in common a step keeps its moment, and its permit refuses it', () => {
    const rules = hoursFor({ purpose: 'other', states: [], practice: { from: '10:00', to: '12:00' } }, now);
    const zones = [newYork, 'Pacific/Honolulu'];
    const steps = [{ step: '3d', before: 'P3D' }];
    expect(plan(steps, { rules, zones })).toEqual([['3d', at('2026-12-05T14:00:00'), 'planned']]);
    expect(plan([{ step: 'booked', at: 'booking' }], { rules, zones })).toEqual([['booked', now, 'planned']]);
  });
});

describe('the steps after a visit', () => {
  const end = plusSeconds(start, 30 * 60);
  const follow = (after: string, more = {}) =>
    told(
      planFollowUps(
        planFacts({ start, zones: [newYork], now: end, steps: [{ step: 'thanks', after }], ...more }),
      ),
    );

  test('count from its end, and wait for the morning where that is in the night', () => {
    expect(follow('PT2H')).toEqual([['thanks', plusSeconds(end, 2 * 3600), 'planned']]);
    expect(follow('P1D')).toEqual([['thanks', plusSeconds(end, 86_400), 'planned']]);
    expect(follow('PT7H')).toEqual([['thanks', at('2026-12-09T08:00:00'), 'planned']]);
  });

  test('are past where the practice says only later that it took place, though the morning is still to come', () => {
    expect(follow('PT2H', { now: plusSeconds(end, 2 * 3600) })).toEqual([
      ['thanks', plusSeconds(end, 2 * 3600), 'past'],
    ]);
    expect(follow('PT7H', { now: plusSeconds(end, 8 * 3600) })).toEqual([
      ['thanks', at('2026-12-09T08:00:00'), 'past'],
    ]);
  });

  test('are spread at the first lawful minute like all others, and those before the visit are none of them', () => {
    const slow = { pace: { id: 'contact-7', messagesPerSecond: 0.1 } };
    const [[, dueAt] = []] = follow('PT7H', slow);
    const late = secondsBetween(at('2026-12-09T08:00:00'), dueAt as IsoInstant);
    expect(late > 0 && late < 1200).toBe(true);
    expect(told(planFollowUps(planFacts({ start, zones: [newYork], now: end })))).toEqual([]);
  });
});
