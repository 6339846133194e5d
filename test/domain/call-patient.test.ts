import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../shared/domain/business-time.ts';
import {
  askToCall,
  callMoment,
  callTimer,
  callTimerOf,
  decideCall,
} from '../../shared/domain/call-patient.ts';
import { businessHoursOf } from '../../shared/domain/goal.ts';
import { textIdOf } from '../../shared/domain/identifiers.ts';
import { movesForward, type OutboundStatus, outboundStatuses } from '../../shared/domain/text.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  contactId,
  draftOn,
  idsInOrder,
  known,
  practiceWith,
  queued,
  tuesdayAtTen,
} from '../support/facts.ts';

/** Open on weekdays from 9 to 5, in New York. */
const { settings } = practiceWith();
const at = (written: string) => isoFrom(`2026-12-${written}-05:00`);

describe('an unanswered visit is put before the desk', () => {
  test.each([
    ['a day before', '08T14:00', '07T14:00'],
    ['in the last hour of the day before, where the practice is closed at that time', '09T08:00', '07T16:00'],
    ['on Friday, where the visit is on Monday', '14T10:00', '11T16:00'],
    ['a day before all the same, where that Friday has passed', '14T10:00', '13T10:00', '12T12:00'],
  ])('%s', (_why, start, due, now = '01T10:00') => {
    expect(callMoment(at(start), settings, at(now))).toBe(at(due));
  });

  test.each([
    ['that begins within a day', '02T09:59'],
    ['that begins in exactly a day', '02T10:00'],
  ])('never, for one %s', (_why, start) => {
    expect(callMoment(at(start), settings, tuesdayAtTen)).toBeUndefined();
  });

  test('a day before, by a practice that never opens', () => {
    const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(callMoment(at('08T14:00'), { ...settings, hours: { week } }, tuesdayAtTen)).toBe(at('07T14:00'));
  });

  test('at least a day before it, ahead of now, and in business hours unless those have passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * 24 * 30 }), (minutes) => {
        const start = plusSeconds(tuesdayAtTen, minutes * 60);
        const due = callMoment(start, settings, tuesdayAtTen);
        if (due === undefined) {
          expect(minutes).toBeLessThanOrEqual(24 * 60);
          return;
        }
        expect(due > tuesdayAtTen && due <= plusSeconds(start, -86_400)).toBe(true);
        if (!isOpen(businessHoursOf(settings), due)) expect(due).toBe(plusSeconds(start, -86_400));
      }),
    );
  });
});

describe('a call that is due', () => {
  const call = { dueAt: at('07T14:00'), status: 'planned' } as const;
  const visit = appointmentAt(at('08T14:00'), { call });
  const { text } = queued(known(), 'appointment');
  const due = (more: object, status: OutboundStatus = 'delivered') => {
    const timer = callTimerOf(visit, call);
    if (timer.kind !== 'call') return expect.fail();
    return decideCall({
      head: known(),
      timer,
      appointment: { ...visit, ...more },
      texts: [{ ...text, status }],
      now: call.dueAt,
      newId: idsInOrder(),
    });
  };

  test('asks for it once: its timer goes, and the appointment says that it was raised', () => {
    const draft = due({});
    expect(draft.tasks).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
    expect(draft.timersCleared).toEqual([callTimer(visit, call)]);
    expect(draft.changedAppointments).toMatchObject([{ call: { status: 'raised' } }]);
  });

  test.each(['confirmed', 'reschedule-requested', 'declined', 'cancelled', 'completed', 'no-show'] as const)(
    'asks for nothing where the visit is %s',
    (status) => {
      const draft = due({ status });
      expect(draft.tasks).toEqual([]);
      expect(draft.changedAppointments[0]?.call).toBeUndefined();
    },
  );

  test.each(outboundStatuses)('after a reminder that is %s asks where it may have arrived', (status) => {
    const arrived = ['claimed', 'unknown', 'sent', 'delivered'].includes(status);
    expect(due({}, status).tasks).toHaveLength(arrived ? 1 : 0);
  });

  test.each([
    ['of an earlier plan', { revision: 2 }],
    ['of an appointment that has none planned', { call: undefined }],
    ['that was raised already', { call: { ...call, status: 'raised' } }],
  ])('%s does nothing but go', (_which, more) => {
    const draft = due(more);
    expect([draft.tasks, draft.changedAppointments]).toEqual([[], []]);
    expect(draft.timersCleared).toHaveLength(1);
  });
});

describe('a text that could not be delivered', () => {
  const reminders = (['booked', '3d', '3h'] as const).map((step, index) => ({
    step,
    dueAt: tuesdayAtTen,
    status: 'queued' as const,
    textId: textIdOf(contactId, index + 1),
  }));
  const visit = appointmentAt(at('08T14:00'), { reminders });
  const { text } = queued(known(), 'appointment');

  test('asks for a call once for all reminders of an appointment, and says so of each', () => {
    const first = draftOn(known());
    askToCall(first, text, 'landline', [visit]);
    expect(first.tasks).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
    const [after] = first.changedAppointments;
    expect(after?.reminders.map(({ undeliverable }) => undeliverable)).toEqual([true, undefined, undefined]);
    const second = draftOn(known());
    askToCall(second, { ...text, textId: textIdOf(contactId, 2) }, 'expired', after ? [after] : []);
    expect(second.tasks).toEqual([]);
    expect(second.changedAppointments[0]?.reminders.filter((one) => one.undeliverable)).toHaveLength(2);
  });

  test('that is about no reminder, or about one of another plan, is told of by itself', () => {
    for (const appointments of [[], [appointmentAt(at('08T14:00'))]]) {
      const draft = draftOn(known());
      askToCall(draft, text, 'blocked', appointments);
      expect(draft.tasks).toMatchObject([{ kind: 'call-patient', textId: text.textId }]);
      expect(draft.changedAppointments).toEqual([]);
    }
  });
});

test('a report moves a text forward along this line alone, whatever came before it', () => {
  const line: readonly (readonly OutboundStatus[])[] = [
    ['queued', 'held', 'claimed'],
    ['refused'],
    ['expired'],
    ['unknown'],
    ['sent'],
    ['failed'],
    ['delivered'],
  ];
  const place = (status: OutboundStatus) => line.findIndex((group) => group.includes(status));
  expect(line.flat().toSorted()).toEqual([...outboundStatuses].toSorted());
  for (const from of outboundStatuses)
    for (const to of outboundStatuses)
      expect(movesForward(from, to), `${from} to ${to}`).toBe(place(to) > place(from));
});
