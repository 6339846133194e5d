import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Appointment, Reminder } from '../../shared/domain/appointment.ts';
import { textIdOf } from '../../shared/domain/identifiers.ts';
import {
  addCounts,
  countsOf,
  noCounts,
  type ReminderCounts,
  recounted,
  shardOf,
  shownCounts,
} from '../../shared/domain/reminder-figures.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { appointmentAt, contactId, known, queued } from '../support/facts.ts';

const start = isoFrom('2026-12-08T14:00:00-05:00');
const hour = (at: number) => isoFrom(`2026-12-05T${String(at).padStart(2, '0')}:00:00Z`);

/** A text of a reminder that left at an hour of the day. */
const sentAt = (seq: number, at: number, status: OutText['status'] = 'delivered'): OutText => ({
  ...queued(known(), 'appointment').text,
  seq,
  textId: textIdOf(contactId, seq),
  status,
  history: [
    { status: 'queued', at: hour(at - 1) },
    { status: 'claimed', at: hour(at) },
    { status, at: hour(at) },
  ],
});
const reminder = (step: string, seq: number): Reminder => ({
  step,
  dueAt: hour(seq),
  status: 'queued',
  textId: textIdOf(contactId, seq),
});
const said = (at: number, status: Appointment['status'], by: 'patient' | 'practice' = 'patient') => ({
  status,
  at: hour(at),
  by,
});
const reminders = [reminder('booked', 1), reminder('3d', 2)];
const counted = (more: Partial<Appointment>, texts = [sentAt(1, 10), sentAt(2, 14)]) =>
  countsOf(appointmentAt(start, { reminders, ...more }), texts);
/** What is counted of each step, in words. */
const words = (counts: ReminderCounts) =>
  Object.fromEntries(
    Object.entries({ ...counts.steps, visits: counts.visits }).map(([step, of]) => [
      step,
      Object.entries(of)
        .flatMap(([name, count]) => (count > 0 ? [name] : []))
        .join(' '),
    ]),
  );

describe('a visit counts', () => {
  test.each<[string, Partial<Appointment>, Record<string, string>]>([
    ['nothing said', {}, { booked: 'asked delivered', '3d': 'asked delivered', visits: 'asked delivered' }],
    [
      'an answer for the step that was asked last before it',
      { history: [said(11, 'confirmed')] },
      { booked: 'asked delivered confirmed', '3d': 'asked delivered', visits: 'asked delivered confirmed' },
    ],
    [
      'the last answer to each step',
      { history: [said(11, 'confirmed'), said(15, 'confirmed'), said(16, 'declined')] },
      {
        booked: 'asked delivered confirmed',
        '3d': 'asked delivered declined',
        visits: 'asked delivered declined',
      },
    ],
    [
      'what the practice says of it as no answer',
      { history: [said(11, 'confirmed', 'practice')], status: 'no-show' },
      { booked: 'asked delivered noShow', '3d': 'asked delivered noShow', visits: 'asked delivered noShow' },
    ],
    [
      'an answer before anything was asked as none',
      { history: [said(9, 'reschedule-requested')] },
      { booked: 'asked delivered', '3d': 'asked delivered', visits: 'asked delivered' },
    ],
  ])('%s', (_title, more, expected) => {
    expect(words(counted(more))).toEqual(expected);
  });

  test.each<[OutText['status'], string]>([
    ['sent', 'asked'],
    ['unknown', 'asked'],
    ['failed', 'asked'],
    ['delivered', 'asked delivered'],
    ['queued', ''],
    ['held', ''],
    ['refused', ''],
    ['expired', ''],
  ])('a text that is %s as "%s"', (status, expected) => {
    const counts = counted({ reminders: [reminder('3d', 2)] }, [sentAt(2, 14, status)]);
    expect(words(counts).visits).toBe(expected);
  });

  test('no text that follows it', () => {
    const care = { ...sentAt(1, 10), purpose: 'care' as const };
    expect(counted({ reminders: [reminder('after', 1)], status: 'completed' }, [care])).toEqual(noCounts);
  });
});

const count = fc.integer({ min: 0, max: 3 });
const step = fc.record({
  asked: count,
  delivered: count,
  confirmed: count,
  declined: count,
  rescheduled: count,
  completed: count,
  noShow: count,
});
/** Without steps of which nothing is counted: a sum does not keep them. */
const whole = (counts: ReminderCounts) => addCounts(noCounts, counts);
const one = fc
  .record({ visits: step, steps: fc.dictionary(fc.constantFrom('a', 'b', 'c'), step) })
  .map(whole);

describe('sums', () => {
  test('add up in any order and grouping', () => {
    fc.assert(
      fc.property(one, one, one, (a, b, c) => {
        expect(addCounts(a, b)).toEqual(addCounts(b, a));
        expect(addCounts(addCounts(a, b), c)).toEqual(addCounts(a, addCounts(b, c)));
      }),
    );
  });

  test('hold what each visit counts last, however often and in whatever order visits are counted anew', () => {
    const looks = fc.array(fc.tuple(fc.constantFrom('A-1', 'A-2', 'A-3'), one), { maxLength: 20 });
    fc.assert(
      fc.property(looks, (list) => {
        const last = new Map<string, ReminderCounts>();
        let sum = noCounts;
        for (const [visit, counts] of list.flatMap((look) => [look, look])) {
          sum = recounted(sum, last.get(visit) ?? noCounts, counts);
          last.set(visit, counts);
        }
        expect(sum).toEqual(whole([...last.values()].reduce(addCounts, noCounts)));
      }),
    );
  });

  test('are spread over the shares of a week', () => {
    const shares = new Set(Array.from({ length: 200 }, (_, index) => shardOf(`A-${index}`)));
    expect(shares.size).toBe(8);
  });

  test('tell how many did not answer', () => {
    const { visits } = counted({ history: [said(11, 'confirmed')] });
    expect([shownCounts(visits).unanswered, shownCounts(counted({}).visits).unanswered]).toEqual([0, 1]);
  });
});
