import { Temporal } from 'temporal-polyfill';
import type { Appointment, Reminder } from './appointment.ts';
import type { Caps } from './caps-rule.ts';
import { foreseeCaps } from './foreseen-caps.ts';
import { eveningBefore, insideHours, nextLawful } from './quiet-hours.ts';
import type { PlanStep } from './reminder-plans.ts';
import { type Pace, spread } from './reminder-spread.ts';
import type { TextingHours } from './texting-hours.ts';
import { type IsoInstant, plusSeconds, secondsBetween, toIso, type ZoneName } from './time.ts';
import type { Timer, TimerRef } from './timer.ts';

/** A step moved by quiet hours still helps when so much is left until the start; else it goes the evening before. */
const usefulNoticeSeconds = 60 * 60;
/** Nearer to the step before it than this, a step is left out: reminders are never bunched. */
const apartSecondsMin = 120 * 60;

/** The timer of one reminder. Another plan or another moment is another timer, so that an old one can never stand for a new time. */
export function reminderTimer(
  { appointmentId, revision, reminders }: Pick<Appointment, 'appointmentId' | 'revision' | 'reminders'>,
  step: string,
): TimerRef {
  const again = reminders.find((one) => one.step === step)?.again;
  return { kind: 'reminder', id: `${appointmentId}.${revision}.${step}${again ? `.${again}` : ''}` };
}

/** A reminder's timer for a planned step. */
export const reminderTimerOf = (appointment: Appointment, step: string, dueAt: IsoInstant): Timer => ({
  practiceId: appointment.practiceId,
  contactId: appointment.contactId,
  kind: 'reminder',
  id: reminderTimer(appointment, step).id,
  dueAt,
  appointmentId: appointment.appointmentId,
  start: appointment.start,
  step,
});

/** Everything that a plan is made from: the same facts give the same plan. */
export interface PlanFacts {
  readonly appointment: {
    readonly start: IsoInstant;
    readonly timeZone: ZoneName;
    readonly durationMinutes: number;
  };
  readonly steps: readonly PlanStep[];
  /** The clocks that the patient may live by, and the hours in which a text may go by all of them. */
  readonly zones: readonly ZoneName[];
  readonly rules: readonly TextingHours[];
  readonly caps: Caps;
  /** When texts that count toward the caps went to this contact. */
  readonly sent: readonly IsoInstant[];
  /** How the rush at the first lawful minute is spread. */
  readonly pace: Pace;
  readonly now: IsoInstant;
}

/**
 * The reminders of an appointment that stands, soonest first. A step in the past is skipped, one too near the step before it is merged
 * into that one, and of those that the caps would refuse the nearest to the visit stay.
 */
export function planReminders(facts: PlanFacts): readonly Reminder[] {
  const { steps, now, appointment } = facts;
  const planned = steps.flatMap((step) => {
    if (step.at !== undefined) return [{ step: step.step, dueAt: onBooking(facts), ahead: true }];
    if (step.before === undefined) return [];
    const dueAt = before(facts, step.before);
    return [{ step: step.step, dueAt, ahead: dueAt > now }];
  });
  return settled(
    facts,
    planned.map((one) => ({ ...one, ahead: one.ahead && one.dueAt < appointment.start })),
  );
}

/** The texts that follow a visit which was completed, soonest first. */
export function planFollowUps(facts: PlanFacts): readonly Reminder[] {
  const { appointment, steps, now } = facts;
  const end = plusSeconds(appointment.start, appointment.durationMinutes * 60);
  const planned = steps.flatMap(({ step, after }) => {
    if (after === undefined) return [];
    const wished = onClock(end, appointment.timeZone, Temporal.Duration.from(after));
    return [{ step, dueAt: opened(facts, wished), ahead: wished > now }];
  });
  return settled(facts, planned);
}

/** Days count on the wall clock (three days before 9:30 is 9:30), hours count as they pass. */
const onClock = (at: IsoInstant, zone: ZoneName, distance: Temporal.Duration): IsoInstant =>
  toIso(Temporal.Instant.from(at).toZonedDateTimeISO(zone).add(distance).toInstant());

/** At once, or with the others at the first lawful minute. */
function onBooking(facts: PlanFacts): IsoInstant {
  return opened(facts, facts.now, secondsBetween(facts.now, facts.appointment.start));
}

/** The moment itself where texts may go then, else after the next opening, spread over at most so many seconds. */
function opened(facts: PlanFacts, at: IsoInstant, roomSeconds = Number.POSITIVE_INFINITY): IsoInstant {
  const { zones, rules } = facts;
  const opening = nextLawful(zones, at, ...rules);
  if (opening === undefined || opening === at) return at;
  return spread(facts, opening, roomSeconds - secondsBetween(at, opening));
}

/** Into the hours in which a reminder may go: later where that still helps, else the evening before. */
function before(facts: PlanFacts, distance: string): IsoInstant {
  const { appointment, zones, rules } = facts;
  const { start, timeZone } = appointment;
  const at = onClock(start, timeZone, Temporal.Duration.from(distance).negated());
  const opening = nextLawful(zones, at, ...rules);
  if (opening === at) return at;
  const room = opening ? secondsBetween(opening, start) - usefulNoticeSeconds : -1;
  if (opening && room >= 0) return spread(facts, opening, room);
  // Each zone has its own evening before; the first that is inside the hours of all of them.
  const evenings = zones.map((zone) => eveningBefore(zone, start, ...rules)).sort();
  const evening = evenings.find((one) => insideHours(zones, one, ...rules));
  return evening ? spread(facts, evening, secondsBetween(evening, start)) : at;
}

interface Placed {
  readonly step: string;
  readonly dueAt: IsoInstant;
  readonly ahead: boolean;
}

function settled({ caps, sent }: PlanFacts, placed: readonly Placed[]): readonly Reminder[] {
  let last: IsoInstant | undefined;
  const apart = placed
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .map(({ step, dueAt, ahead }): Reminder => {
      if (!ahead) return { step, dueAt, status: 'skipped', why: 'past' };
      if (last !== undefined && dueAt < plusSeconds(last, apartSecondsMin))
        return { step, dueAt, status: 'skipped', why: 'too-near' };
      last = dueAt;
      return { step, dueAt, status: 'planned' };
    });
  return foreseeCaps(apart, caps, sent);
}
