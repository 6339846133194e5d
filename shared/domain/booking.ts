import { hoursFor } from './applicable-hours.ts';
import { type Appointment, type AppointmentInput, isUpcoming, takenBack } from './appointment.ts';
import { cancelReminders, tellEnd } from './appointment-status.ts';
import { statusOf } from './booking-status.ts';
import { planCall } from './call-patient.ts';
import { capsOf } from './caps-rule.ts';
import type { ContactHead } from './contact.ts';
import { amend, begin, type Draft, setTimer } from './draft.ts';
import type { AppointmentId, PatientId } from './identifiers.ts';
import { changePlan, type Planned, planAnew, unchanged } from './reminder-change.ts';
import { type PlanFacts, planFollowUps, planReminders, reminderTimerOf } from './reminder-plan.ts';
import { stepsFor } from './reminder-plans.ts';
import type { Settings } from './settings.ts';
import { isOlder } from './source-version.ts';
import { dayOfEpoch, type IsoInstant, type ZoneName } from './time.ts';
import { minuteWritten, wallClock } from './wall-clock.ts';
import { whereabouts } from './whereabouts.ts';

/** What an upsert of an appointment is decided from. */
export interface BookingFacts {
  readonly head: ContactHead;
  /** As it stands; `undefined` where it is new. */
  readonly before: Appointment | undefined;
  readonly settings: Settings;
  /** How fast the contact's line sends. */
  readonly messagesPerSecond: number;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

export interface Booking {
  readonly draft: Draft;
  readonly appointment: Appointment;
}

/** What an upsert says of an appointment, and how that differs from what stands. */
interface Said {
  readonly content: Content;
  /** Its time is another, or it is new. */
  readonly moved: boolean;
  /** Its patient has another number now: it is planned anew there; what it leaves behind is the use case's. */
  readonly elsewhere: boolean;
}

/**
 * Puts an appointment as the practice has it. A new start, zone or patient's return to the schedule plans its reminders
 * anew and takes back the old; another kind changes the plan by the difference; any other change leaves it. The same content
 * again changes nothing, nor does an older source version that comes late.
 *
 * @returns `undefined` where nothing changes
 */
export function decideBooking(
  facts: BookingFacts,
  appointmentId: AppointmentId,
  input: AppointmentInput,
  patientIds: readonly PatientId[],
): Booking | undefined {
  const { head, before, now } = facts;
  if (before && isOlder(input.sourceVersion, before.sourceVersion)) return undefined;
  const said = saidBy(facts, input, patientIds);
  const { content, moved, elsewhere } = said;
  if (before && !elsewhere && JSON.stringify(content) === JSON.stringify(contentOf(before))) return undefined;
  const draft = begin(head, now, facts.newId);
  const anew = isAnew(before, said);
  // What stands at another number is left to the use case: it is of another contact than the draft.
  const here = elsewhere ? undefined : before;
  const kept = here && anew ? cancelReminders(draft, here) : here;
  const plan = planOf(facts, draft, content, anew);
  const changed = before?.status !== content.status || moved;
  const entry = {
    status: content.status,
    at: now,
    by: 'practice' as const,
    ...(moved && { start: input.start }),
  };
  const put: Appointment = {
    practiceId: head.practiceId,
    appointmentId,
    contactId: head.contactId,
    version: (before?.version ?? 0) + 1,
    ...content,
    revision: plan.revision,
    reminders: plan.reminders,
    history: changed ? [...(before?.history ?? []), entry].slice(-20) : (before?.history ?? []),
    updatedAt: now,
  };
  const appointment = planCall(draft, kept, put, facts.settings);
  for (const { step, dueAt } of plan.reminders)
    if (plan.timersFor.includes(step)) setTimer(draft, reminderTimerOf(appointment, step, dueAt));
  if (anew) amend(draft, { questions: head.questions.filter((one) => one.appointmentId !== appointmentId) });
  if (changed) tellEnd(draft, appointment, before);
  return { draft, appointment };
}

function saidBy(
  { head, before, settings }: BookingFacts,
  input: AppointmentInput,
  patientIds: readonly PatientId[],
): Said {
  const timeZone = input.timeZone ?? settings.profile.timeZone;
  const moved = !before || before.start !== input.start || before.timeZone !== timeZone;
  const { start, durationMinutes, kind, provider, location, confidential = false } = input;
  const content = contentOf({
    patientIds,
    start,
    timeZone,
    durationMinutes,
    kind,
    provider,
    location,
    confidential,
    // One that says no version leaves the one that stands, against older ones that are still under way.
    sourceVersion: input.sourceVersion ?? before?.sourceVersion,
    status: statusOf(before, input, moved),
  });
  return { content, moved, elsewhere: before !== undefined && before.contactId !== head.contactId };
}

/** Whether the whole plan begins again: the time is another, the number is, or the visit is back on the schedule. */
function isAnew(before: Appointment | undefined, { content, moved, elsewhere }: Said): boolean {
  const returned = before !== undefined && !isUpcoming(before.status) && isUpcoming(content.status);
  return moved || elsewhere || returned;
}

function planOf(facts: BookingFacts, draft: Draft, content: Content, anew: boolean): Planned {
  const { before } = facts;
  const steps = stepsFor(facts.settings['reminder-plans'], content.kind);
  const planned = planFacts(facts, content, steps);
  const follows = content.status === 'completed';
  if (!before || anew) {
    const revision = (before?.revision ?? 0) + 1;
    if (isUpcoming(content.status)) return planAnew(revision, planReminders(planned));
    return planAnew(revision, follows ? planFollowUps(planned) : takenBack(before?.reminders ?? []));
  }
  if (isUpcoming(content.status)) {
    if (content.kind === before.kind) return unchanged(before);
    const ofBooking = new Set(steps.flatMap(({ step, at }) => (at === undefined ? [] : [step])));
    return changePlan(draft, before, planReminders(planned), (step) => ofBooking.has(step));
  }
  if (follows && before.status === 'completed') return unchanged(before);
  return changePlan(draft, before, follows ? planFollowUps(planned) : []);
}

function planFacts(
  { head, settings, messagesPerSecond, now }: BookingFacts,
  appointment: PlanFacts['appointment'],
  steps: PlanFacts['steps'],
): PlanFacts {
  const { zones, states } = whereabouts(head, settings.profile.timeZone);
  return {
    appointment,
    steps,
    zones,
    rules: hoursFor({ purpose: 'other', states, practice: settings.policy.quietHours }, now),
    caps: capsOf(settings.policy),
    sent: (head.automatedSent ?? []).map(({ at }) => at),
    pace: { id: head.contactId, messagesPerSecond },
    now,
  };
}

type Content = Pick<
  Appointment,
  | 'patientIds'
  | 'start'
  | 'timeZone'
  | 'durationMinutes'
  | 'kind'
  | 'provider'
  | 'location'
  | 'confidential'
  | 'sourceVersion'
  | 'status'
>;

/** What the practice says of an appointment, in one order, so that the same content is the same text. */
const contentOf = (one: Content): Content => ({
  patientIds: one.patientIds,
  start: one.start,
  timeZone: one.timeZone,
  durationMinutes: one.durationMinutes,
  kind: one.kind,
  provider: one.provider,
  location: one.location,
  confidential: one.confidential,
  sourceVersion: one.sourceVersion,
  status: one.status,
});

/** Where an appointment stands in a day's list: by the practice's own clock. */
export function dayOf(start: IsoInstant, zone: ZoneName): { readonly date: string; readonly time: string } {
  const { day, minute } = wallClock(start, zone);
  return { date: dayOfEpoch(day), time: minuteWritten(minute) };
}
