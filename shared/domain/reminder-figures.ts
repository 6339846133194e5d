import { type Appointment, type AppointmentStatus, isUpcoming } from './appointment.ts';
import type { OutText } from './text.ts';
import type { IsoInstant, LocalDay } from './time.ts';

/*
 * What became of reminders: for each step of the plans how many visits were asked, and what followed. What one visit counts is worked
 * out anew from its records each time something happens to it, and the difference to what it counted before goes into the sum: so it
 * does not matter in which order, how late or how often that is told.
 */

const counted = [
  /** A text of this step left. */
  'asked',
  /** The carrier said that it arrived. */
  'delivered',
  /** What the patient answered to it last. */
  'confirmed',
  'declined',
  'rescheduled',
  /** What the practice said of the visit afterwards. */
  'completed',
  'noShow',
] as const;
export type StepCounts = Readonly<Record<(typeof counted)[number], number>>;

export interface ReminderCounts {
  /** Each visit once, whichever of its steps were sent. */
  readonly visits: StepCounts;
  readonly steps: Readonly<Record<string, StepCounts>>;
}

/** What one plan of a visit counts at present. A visit that is put at another time has another plan. */
export interface CountedVisit {
  /** The Monday of the visit's week, by the practice's calendar; it stays what it was. */
  readonly week: LocalDay;
  readonly counts: ReminderCounts;
}

/** The sum over a share of a week's visits. */
export interface ReminderTally {
  readonly week: LocalDay;
  readonly counts: ReminderCounts;
}

const nothing: StepCounts = {
  asked: 0,
  delivered: 0,
  confirmed: 0,
  declined: 0,
  rescheduled: 0,
  completed: 0,
  noShow: 0,
};
export const noCounts: ReminderCounts = { visits: nothing, steps: {} };

/** So many records share a week's sum: reminders of one morning must not all want the same one. */
const shards = 8;

/** The share of its week that a visit counts in. FNV-1a over the practice's own id, which says nothing here. */
export function shardOf(appointmentId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < appointmentId.length; index += 1)
    hash = Math.imul(hash ^ appointmentId.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % shards;
}

/** Statuses of a text that left, whatever became of it then. */
const left: ReadonlySet<OutText['status']> = new Set(['unknown', 'sent', 'failed', 'delivered']);

const answers: Partial<Record<AppointmentStatus, 'confirmed' | 'declined' | 'rescheduled'>> = {
  confirmed: 'confirmed',
  declined: 'declined',
  'reschedule-requested': 'rescheduled',
};

interface Asked {
  readonly step: string;
  readonly at: IsoInstant;
  readonly delivered: boolean;
}

/**
 * What a visit counts as it stands. An answer belongs to the step that was asked last before it; the last one to each step is its answer.
 *
 * @param texts of its reminders; those that follow a visit ask nothing
 */
export function countsOf(appointment: Appointment, texts: readonly OutText[]): ReminderCounts {
  const asked = askedBy(appointment, texts);
  if (asked.length === 0) return noCounts;
  const answered = new Map<string, 'confirmed' | 'declined' | 'rescheduled'>();
  let last: 'confirmed' | 'declined' | 'rescheduled' | undefined;
  for (const { by, status, at } of appointment.history) {
    const answer = by === 'patient' ? answers[status] : undefined;
    const step = asked.findLast((one) => one.at <= at)?.step;
    if (!answer || step === undefined) continue;
    answered.set(step, answer);
    last = answer;
  }
  const counts = (delivered: boolean, answer: typeof last): StepCounts => ({
    ...nothing,
    asked: 1,
    delivered: delivered ? 1 : 0,
    ...(answer && { [answer]: 1 }),
    completed: appointment.status === 'completed' ? 1 : 0,
    noShow: appointment.status === 'no-show' ? 1 : 0,
  });
  return {
    visits: counts(
      asked.some(({ delivered }) => delivered),
      last,
    ),
    steps: Object.fromEntries(
      asked.map(({ step, delivered }) => [step, counts(delivered, answered.get(step))]),
    ),
  };
}

const over: ReadonlySet<AppointmentStatus> = new Set(['completed', 'no-show']);

/** Whether a visit was said to be over and is back on the schedule since: that it was over then was a mistake. */
export function cameBack({ history }: Pick<Appointment, 'history'>): boolean {
  const end = history.findIndex(({ status }) => over.has(status));
  return end >= 0 && history.slice(end).some(({ status }) => isUpcoming(status));
}

/** What a plan counts that ended by mistake: all that it asked and was answered, and no end. */
export const withoutEnd = ({ visits, steps }: ReminderCounts): ReminderCounts => ({
  visits: { ...visits, completed: 0, noShow: 0 },
  steps: Object.fromEntries(
    Object.entries(steps).map(([step, counts]) => [step, { ...counts, completed: 0, noShow: 0 }]),
  ),
});

/** The steps whose texts left, in the order in which they did. */
function askedBy({ reminders }: Appointment, texts: readonly OutText[]): readonly Asked[] {
  return reminders
    .flatMap(({ step, textId }): Asked[] => {
      const text = texts.find((one) => one.textId === textId);
      if (text?.purpose !== 'appointment' || !left.has(text.status)) return [];
      const at = text.history.findLast(({ status }) => status === 'claimed')?.at ?? text.at;
      return [{ step, at, delivered: text.status === 'delivered' }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** A sum in which a visit counts something else than before. */
export const recounted = (sum: ReminderCounts, before: ReminderCounts, now: ReminderCounts): ReminderCounts =>
  mergeCounts(mergeCounts(sum, now, 1), before, -1);

/** Two sums added up, in any order. */
export const addCounts = (a: ReminderCounts, b: ReminderCounts): ReminderCounts => mergeCounts(a, b, 1);

function mergeCounts(a: ReminderCounts, b: ReminderCounts, sign: 1 | -1): ReminderCounts {
  const steps: Record<string, StepCounts> = { ...a.steps };
  for (const [step, counts] of Object.entries(b.steps)) {
    const merged = mergeStep(steps[step] ?? nothing, counts, sign);
    if (counted.some((name) => merged[name] !== 0)) steps[step] = merged;
    else delete steps[step];
  }
  return { visits: mergeStep(a.visits, b.visits, sign), steps };
}

const mergeStep = (a: StepCounts, b: StepCounts, sign: 1 | -1): StepCounts => ({
  asked: a.asked + sign * b.asked,
  delivered: a.delivered + sign * b.delivered,
  confirmed: a.confirmed + sign * b.confirmed,
  declined: a.declined + sign * b.declined,
  rescheduled: a.rescheduled + sign * b.rescheduled,
  completed: a.completed + sign * b.completed,
  noShow: a.noShow + sign * b.noShow,
});

/** Counts with those that were asked and did not answer. */
export const shownCounts = (counts: StepCounts): StepCounts & { readonly unanswered: number } => ({
  ...counts,
  unanswered: counts.asked - counts.confirmed - counts.declined - counts.rescheduled,
});
