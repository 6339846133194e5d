import { describe, expect, test } from 'vitest';
import type { Appointment, AppointmentInput, AppointmentStatus } from '../../shared/domain/appointment.ts';
import { withStatusBy } from '../../shared/domain/appointment-status.ts';
import { type Booking, decideBooking } from '../../shared/domain/booking.ts';
import { reminderPlansSchema, startingPlans } from '../../shared/domain/reminder-plans.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { appointmentId, idsInOrder, known, patientId, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const start = isoFrom('2026-12-08T14:00:00-05:00');
const input: AppointmentInput = { patientId, start, durationMinutes: 30, kind: 'check-up' };
const plans = reminderPlansSchema.parse([
  ...startingPlans,
  {
    kind: 'surgery',
    steps: [
      { step: 'booked', at: 'booking' },
      { step: '8d', before: 'P8D' },
      { step: '3d', before: 'P3D' },
      { step: '3h', before: 'PT5H' },
      { step: 'followup', after: 'P1D' },
    ],
  },
  { kind: 'phone call', steps: [] },
]);
const { settings } = practiceWith({ 'reminder-plans': plans });

function put(
  change: Partial<AppointmentInput>,
  before?: Appointment,
  now = tuesdayAtTen,
  head = known(),
): Booking | undefined {
  const facts = { head, before, settings, messagesPerSecond: 1000, now, newId: idsInOrder() };
  return decideBooking(facts, appointmentId, { ...input, ...change }, [patientId]);
}

const made = (booking: Booking | undefined): Appointment =>
  booking?.appointment ?? expect.fail('Something changes.');
const reminderIds = (timers: readonly { readonly kind: string; readonly id: string }[] = []) =>
  timers.filter(({ kind }) => kind === 'reminder').map(({ id }) => id);
const set = (booking: Booking | undefined) => reminderIds(booking?.draft.timersSet);
const cleared = (booking: Booking | undefined) => reminderIds(booking?.draft.timersCleared);
const steps = (booking: Booking | undefined) =>
  made(booking).reminders.map(({ step, status, why }) => [step, status, why].filter(Boolean).join(' '));
const sent = (appointment: Appointment, step: string): Appointment => ({
  ...appointment,
  reminders: appointment.reminders.map((one) => (one.step === step ? { ...one, status: 'queued' } : one)),
});
const said = (status: AppointmentStatus, by: 'practice' | 'patient', before = made(put({}))) =>
  withStatusBy(before, status, by, tuesdayAtTen);

describe('a source version', () => {
  const second = made(put({ sourceVersion: 2 }));

  test('that is older changes nothing, whatever it says', () => {
    expect(put({ sourceVersion: 1, start: isoFrom('2026-12-10T14:00:00Z') }, second)).toBeUndefined();
    expect(put({ sourceVersion: 1, status: 'cancelled' }, second)).toBeUndefined();
  });

  test('that is newer, or not said, is taken, and one not said leaves the one that stands', () => {
    expect(made(put({ sourceVersion: 3, provider: 'Dr. Lee' }, second)).sourceVersion).toBe(3);
    const unversioned = made(put({ provider: 'Dr. Lee' }, second));
    expect(unversioned).toMatchObject({ provider: 'Dr. Lee', sourceVersion: 2 });
    expect(put({ sourceVersion: 1 }, unversioned)).toBeUndefined();
  });

  test('that was cancelled here does not come back by being repeated, and a newer one does', () => {
    const cancelled = said('cancelled', 'practice', second);
    expect(put({ sourceVersion: 2 }, cancelled)).toBeUndefined();
    expect(put({ sourceVersion: 2, status: 'booked' }, cancelled)).toBeUndefined();
    expect(made(put({ sourceVersion: 3 }, cancelled)).status).toBe('booked');
  });
});

describe('what the practice says of the status', () => {
  test.each(['confirmed', 'reschedule-requested', 'declined'] as const)(
    'and only repeats does not take back that the patient %s',
    (status) => {
      expect(put({ status: 'booked' }, said(status, 'patient'))).toBeUndefined();
    },
  );

  test('anew stands: confirmed by phone, and booked after it said otherwise', () => {
    const confirmed = put({ status: 'confirmed' }, said('declined', 'patient'));
    expect(made(confirmed).status).toBe('confirmed');
    expect(made(confirmed).history.at(-1)).toMatchObject({ status: 'confirmed', by: 'practice' });
    expect(made(put({ status: 'booked' }, made(confirmed))).status).toBe('booked');
    expect(made(put({ status: 'booked' }, said('cancelled', 'practice'))).status).toBe('booked');
  });

  test('confirmed keeps the reminders that are to come', () => {
    const booking = put({ status: 'confirmed' }, made(put({})));
    expect([set(booking), cleared(booking)]).toEqual([[], []]);
    expect(steps(booking)).toEqual(['booked planned', '3d planned', '3h planned']);
  });
});

describe('another kind', () => {
  test('changes the plan by the difference: what is due as before keeps its timer', () => {
    const booking = put({ kind: 'surgery' }, made(put({})));
    expect(steps(booking)).toEqual(['8d skipped past', 'booked planned', '3d planned', '3h planned']);
    expect(cleared(booking)).toEqual(['A-1.1.3h']);
    expect(set(booking)).toEqual(['A-1.1.3h.1']);
    expect(made(booking)).toMatchObject({ revision: 1, call: { status: 'planned' } });
  });

  test('never sends a step again that was sent', () => {
    const booking = put({ kind: 'surgery' }, sent(made(put({})), '3h'));
    expect([set(booking), cleared(booking)]).toEqual([[], []]);
    expect(steps(booking)).toContain('3h queued');
  });

  test('with no texts takes back those to come, and the way back sets them under a new revision', () => {
    const none = put({ kind: 'phone call' }, sent(made(put({})), 'booked'));
    expect(cleared(none)).toEqual(['A-1.1.3d', 'A-1.1.3h']);
    expect(steps(none)).toEqual(['booked queued', '3d cancelled', '3h cancelled']);
    const back = put({}, made(none));
    expect(set(back)).toEqual(['A-1.1.3d.1', 'A-1.1.3h.1']);
    const cancelled = put({ status: 'cancelled' }, made(back));
    expect(cleared(cancelled)).toEqual(['A-1.1.3d.1', 'A-1.1.3h.1']);
  });

  test('brings no text about a booking that was long ago', () => {
    const later = isoFrom('2026-12-03T10:00:00-05:00');
    const none = made(put({ kind: 'phone call' }));
    expect(steps(put({ kind: 'check-up' }, none, later))).toEqual([
      'booked skipped past',
      '3d planned',
      '3h planned',
    ]);
  });

  test('after other kinds still clears the timers that stand, each under its own revision', () => {
    let appointment = made(put({}));
    for (const kind of ['surgery', 'check-up', 'surgery']) appointment = made(put({ kind }, appointment));
    const moved = put({ start: isoFrom('2026-12-09T14:00:00-05:00') }, appointment);
    expect(cleared(moved)).toEqual(['A-1.1.booked', 'A-1.1.3d', 'A-1.1.3h.3']);
    expect(set(moved)).toEqual(['A-1.2.booked', 'A-1.2.3d', 'A-1.2.3h']);
  });
});

describe('a completed visit', () => {
  const at = isoFrom('2026-12-08T15:00:00-05:00');
  const surgery = sent(made(put({ kind: 'surgery' })), 'booked');
  const completed = put({ kind: 'surgery', status: 'completed' }, surgery, at);

  test('ends what was to come, and brings what follows it', () => {
    expect(cleared(completed)).toEqual(['A-1.1.3d', 'A-1.1.3h']);
    expect(set(completed)).toEqual(['A-1.1.followup']);
    expect(made(completed).reminders.at(-1)).toMatchObject({
      step: 'followup',
      dueAt: isoFrom('2026-12-09T14:30:00-05:00'),
      status: 'planned',
    });
  });

  test('said again changes nothing, and no-show after all takes it back', () => {
    expect(put({ kind: 'surgery', status: 'completed' }, made(completed), at)).toBeUndefined();
    const noShow = put({ kind: 'surgery', status: 'no-show' }, made(completed), at);
    expect(cleared(noShow)).toEqual(['A-1.1.followup']);
    expect(set(put({ kind: 'surgery', status: 'completed' }, made(noShow), at))).toEqual([
      'A-1.1.followup.1',
    ]);
  });

  test('of long ago is followed by nothing', () => {
    const old = { start: isoFrom('2026-11-01T14:00:00Z'), kind: 'surgery', status: 'completed' } as const;
    const booking = put(old);
    expect([set(booking), steps(booking)]).toEqual([[], ['followup skipped past']]);
  });
});
