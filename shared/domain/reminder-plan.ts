import { Temporal } from 'temporal-polyfill';
import type { Appointment, Reminder } from './appointment.ts';
import { eveningBefore, insideHours, nextLawful } from './quiet-hours.ts';
import { defaultTextingHours, type TextingHours } from './texting-hours.ts';
import { type IsoInstant, plusSeconds, secondsBetween, toIso, type ZoneName } from './time.ts';
import type { TimerRef } from './timer.ts';

/** One step of a plan: at booking, or so long before the start (an ISO 8601 duration, by the appointment's own clock). */
export type PlanStep =
  | { readonly step: string; readonly at: 'booking' }
  | { readonly step: string; readonly before: string };

/** The plan of every kind of appointment until practices set their own. */
const defaultPlan: readonly PlanStep[] = [
  { step: 'booked', at: 'booking' },
  { step: '3d', before: 'P3D' },
  { step: '3h', before: 'PT3H' },
];

/** A step moved by quiet hours still helps when so much is left until the start; else it goes the evening before. */
const usefulNoticeMinutes = 60;
/** Nearer to the step before it than this, a step is left out: reminders are never bunched. */
const apartMinutesMin = 120;

/** The timer of one reminder. Another revision is another timer, so that an old one can never stand for a new time. */
export const reminderTimer = (
  appointment: Pick<Appointment, 'appointmentId' | 'revision'>,
  step: string,
): TimerRef => ({
  kind: 'reminder',
  id: `${appointment.appointmentId}.${appointment.revision}.${step}`,
});

function wanted(step: PlanStep, start: IsoInstant, zone: ZoneName, now: IsoInstant): IsoInstant {
  if ('at' in step) return now;
  const local = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  // Days count on the wall clock (three days before 9:30 is 9:30), hours count as they pass.
  return toIso(local.subtract(Temporal.Duration.from(step.before)).toInstant());
}

/** Into the hours in which a reminder may go: later where that still helps, else the evening before. */
function clamped(
  at: IsoInstant,
  start: IsoInstant,
  zones: readonly ZoneName[],
  rules: readonly TextingHours[],
): IsoInstant {
  const later = nextLawful(zones, at, ...rules);
  if (later && secondsBetween(later, start) >= usefulNoticeMinutes * 60) return later;
  // Each zone has its own evening before; the first that is inside the hours of all of them.
  const evenings = zones.map((zone) => eveningBefore(zone, start, ...rules)).sort();
  return evenings.find((evening) => insideHours(zones, evening, ...rules)) ?? at;
}

/**
 * The reminders of an appointment, soonest first: pure in the appointment's start and zone, the patient's zones, the
 * moment of booking, the hours for texts and the plan. A step in the past is skipped, and so is one too near the step before it.
 */
export function planReminders(
  appointment: { readonly start: IsoInstant; readonly timeZone: ZoneName },
  zones: readonly ZoneName[],
  now: IsoInstant,
  rules: readonly TextingHours[] = [defaultTextingHours],
  plan: readonly PlanStep[] = defaultPlan,
): readonly Reminder[] {
  const { start, timeZone } = appointment;
  let last: IsoInstant | undefined;
  return plan
    .map((step) => {
      const at = wanted(step, start, timeZone, now);
      const atBooking = 'at' in step;
      return {
        step: step.step,
        atBooking,
        dueAt: atBooking ? (nextLawful(zones, at, ...rules) ?? at) : clamped(at, start, zones, rules),
      };
    })
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .map(({ step, atBooking, dueAt }): Reminder => {
      const past = dueAt >= start || (dueAt <= now && !atBooking);
      const bunched = last !== undefined && dueAt < plusSeconds(last, apartMinutesMin * 60);
      if (past || bunched) return { step, dueAt, status: 'skipped' };
      last = dueAt;
      return { step, dueAt, status: 'planned' };
    });
}
