import { describe, expect, test } from 'vitest';
import type { Appointment, AppointmentInput } from '../../shared/domain/appointment.ts';
import { withStatusBy } from '../../shared/domain/appointment-status.ts';
import { type Booking, dayOf, decideBooking } from '../../shared/domain/booking.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { contactIdOf } from '../../shared/domain/identifiers.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import {
  appointmentId,
  idsInOrder,
  known,
  patientId,
  phone,
  practiceId,
  practiceWith,
  tuesdayAtTen,
} from '../support/facts.ts';

const start = isoFrom('2026-12-08T14:00:00-05:00');
const later = isoFrom('2026-12-10T15:00:00-05:00');
const input: AppointmentInput = { patientId, start, durationMinutes: 30, kind: 'check-up' };

function put(
  change: Partial<AppointmentInput>,
  before?: Appointment,
  head: ContactHead = known(),
  now = tuesdayAtTen,
): Booking | undefined {
  const { settings } = practiceWith();
  return decideBooking(
    { head, before, settings, messagesPerSecond: 1, now, newId: idsInOrder() },
    appointmentId,
    { ...input, ...change },
    [patientId],
  );
}

function booked(change: Partial<AppointmentInput> = {}): Appointment {
  const booking = put(change);
  return booking?.appointment ?? expect.fail('A new appointment is put.');
}

const reminderIds = (timers: readonly { readonly kind: string; readonly id: string }[] = []): string[] =>
  timers.filter(({ kind }) => kind === 'reminder').map(({ id }) => id);
const set = (booking: Booking | undefined): string[] => reminderIds(booking?.draft.timersSet);
const cleared = (booking: Booking | undefined): string[] => reminderIds(booking?.draft.timersCleared);
const statuses = (booking: Booking | undefined): string[] =>
  booking?.appointment.reminders.map(({ status }) => status) ?? [];

describe('an upsert', () => {
  test('a new one has a plan, a timer for each planned step, and a history', () => {
    const booking = put({});
    expect(booking?.appointment).toMatchObject({
      status: 'booked',
      revision: 1,
      timeZone: 'America/New_York',
      confidential: false,
    });
    expect(set(booking)).toEqual(['A-1.1.booked', 'A-1.1.3d', 'A-1.1.3h']);
    const { reminders = [], call } = booking?.appointment ?? {};
    expect(booking?.draft.timersSet.map(({ dueAt }) => dueAt).toSorted()).toEqual(
      [...reminders, call].flatMap((one) => one?.dueAt ?? []).toSorted(),
    );
    expect(booking?.appointment.history).toEqual([
      { status: 'booked', at: tuesdayAtTen, by: 'practice', start },
    ]);
  });

  test('the same content again changes nothing, in whatever status it is by now', () => {
    const before = booked();
    expect(put({}, before)).toBeUndefined();
    expect(put({ timeZone: 'America/New_York', confidential: false }, before)).toBeUndefined();
    expect(put({}, withStatusBy(before, 'confirmed', 'patient', tuesdayAtTen))).toBeUndefined();
    expect(put({}, withStatusBy(before, 'reschedule-requested', 'patient', tuesdayAtTen))).toBeUndefined();
  });

  test.each([
    ['provider', { provider: 'Dr. Lee' }],
    ['location', { location: 'Room 4' }],
    ['duration', { durationMinutes: 45 }],
    ['kind', { kind: 'cleaning' }],
    ['confidential', { confidential: true }],
    ['source version', { sourceVersion: 7 }],
  ])('another %s leaves the plan and its timers', (_what, change) => {
    const before = booked();
    const booking = put(change, before);
    expect(booking?.appointment).toMatchObject({ ...change, revision: 1 });
    expect(booking?.appointment.reminders).toEqual(before.reminders);
    expect(booking?.appointment.history).toEqual(before.history);
    expect([set(booking), cleared(booking)]).toEqual([[], []]);
  });

  test('a move plans anew and takes back exactly the timers that still stand', () => {
    const before = booked();
    const sent: Appointment = {
      ...before,
      reminders: before.reminders.map((one) => (one.step === 'booked' ? { ...one, status: 'queued' } : one)),
    };
    const booking = put({ start: later }, sent);
    expect(cleared(booking)).toEqual(['A-1.1.3d', 'A-1.1.3h']);
    expect(set(booking)).toEqual(['A-1.2.booked', 'A-1.2.3d', 'A-1.2.3h']);
    expect(booking?.appointment).toMatchObject({ revision: 2, status: 'booked', start: later });
    expect(booking?.appointment.history.at(-1)).toEqual({
      status: 'booked',
      at: tuesdayAtTen,
      by: 'practice',
      start: later,
    });
  });

  test('a move of what the patient confirmed or asked to move is booked again', () => {
    for (const status of ['confirmed', 'reschedule-requested', 'declined', 'cancelled'] as const) {
      const booking = put({ start: later }, withStatusBy(booked(), status, 'patient', tuesdayAtTen));
      expect(booking?.appointment.status).toBe('booked');
    }
  });

  test('another zone is a move', () => {
    const booking = put({ timeZone: 'America/Chicago' }, booked());
    expect(booking?.appointment.revision).toBe(2);
    expect(cleared(booking)).toHaveLength(3);
  });

  test('a status that needs no reminder takes them all back', () => {
    for (const status of ['cancelled', 'completed', 'no-show', 'declined', 'reschedule-requested'] as const) {
      const booking = put({ status }, booked());
      expect(cleared(booking)).toEqual(['A-1.1.booked', 'A-1.1.3d', 'A-1.1.3h']);
      expect(statuses(booking)).toEqual(['cancelled', 'cancelled', 'cancelled']);
      expect(set(booking)).toEqual([]);
    }
  });

  test('moved and cancelled at once has no reminders', () => {
    const booking = put({ start: later, status: 'cancelled' }, booked());
    expect([set(booking), cleared(booking)]).toEqual([[], ['A-1.1.booked', 'A-1.1.3d', 'A-1.1.3h']]);
    expect(statuses(booking)).not.toContain('planned');
  });

  test('a cancelled one that is put again returns with a new plan', () => {
    const cancelled = put({ status: 'cancelled' }, booked())?.appointment;
    const booking = put({}, cancelled);
    expect(booking?.appointment).toMatchObject({ status: 'booked', revision: 2 });
    expect(set(booking)).toEqual(['A-1.2.booked', 'A-1.2.3d', 'A-1.2.3h']);
    expect(cleared(booking)).toEqual([]);
  });

  test('a new plan forgets what was asked of the old one, and of no other', () => {
    const asked = { kind: 'confirm-appointment', start, askedAt: tuesdayAtTen } as const;
    const other = { ...asked, appointmentId: 'A-2' as typeof appointmentId };
    const head = known({ questions: [{ ...asked, appointmentId }, other] });
    expect(put({ start: later }, booked(), head)?.draft.head.questions).toEqual([other]);
    expect(put({ provider: 'Dr. Lee' }, booked(), head)?.draft.head.questions).toHaveLength(2);
  });

  test('a patient whose number is another one now is planned there, and the old timers are left to the use case', () => {
    const elsewhere = contactIdOf({ version: 1, secret: 'test' }, practiceId, phone('+12125550148'));
    const booking = put({}, { ...booked(), contactId: elsewhere });
    expect(booking?.appointment).toMatchObject({ contactId: known().contactId, revision: 2 });
    expect(cleared(booking)).toEqual([]);
    expect(set(booking)).toHaveLength(3);
  });

  test('the history is bounded', () => {
    let appointment = booked();
    for (let day = 1; day <= 30; day += 1) {
      appointment =
        put({ start: isoFrom(`2026-12-${String(day).padStart(2, '0')}T19:30:00Z`) }, appointment)
          ?.appointment ?? appointment;
    }
    expect(appointment.history).toHaveLength(20);
  });
});

test("a day's list is by the practice's own clock", () => {
  expect(dayOf(isoFrom('2026-12-09T04:30:00Z'), 'America/New_York')).toEqual({
    date: '2026-12-08',
    time: '23:30',
  });
});
