import type { Appointment, Reminder } from './appointment.ts';
import { clearTimer, type Draft } from './draft.ts';
import { reminderTimer } from './reminder-plan.ts';

/** A plan as a decision leaves it: of which revision, and which of its steps need a timer that does not stand yet. */
export interface Planned {
  readonly revision: number;
  readonly reminders: readonly Reminder[];
  readonly timersFor: readonly string[];
}

/** A plan that begins: each step that is to come needs its timer. */
export const planAnew = (revision: number, reminders: readonly Reminder[]): Planned => ({
  revision,
  reminders,
  timersFor: reminders.flatMap(({ step, status }) => (status === 'planned' ? [step] : [])),
});

/** A plan that nothing has changed. */
export const unchanged = ({ revision, reminders }: Appointment): Planned => ({
  revision,
  reminders,
  timersFor: [],
});

/**
 * Changes the plan of a visit whose time stays what it was: the difference of the two plans is the change. What was sent stays sent and is
 * not sent again; a step that is due when it was due keeps its timer; any other loses its own, and gets another where the new plan has it.
 *
 * @param isOfBooking a text about the booking belongs to the moment of booking: another plan brings none, and moves none
 */
export function changePlan(
  draft: Draft,
  before: Appointment,
  wanted: readonly Reminder[],
  isOfBooking: (step: string) => boolean = () => false,
): Planned {
  const standing = new Map(before.reminders.map((one) => [one.step, one]));
  const timersFor: string[] = [];
  const clear = (one: Reminder | undefined) => {
    if (one?.status === 'planned') clearTimer(draft, reminderTimer(before, one.step));
  };
  const now = wanted.map((one): Reminder => {
    const old = standing.get(one.step);
    if (isOfBooking(one.step)) return old ?? { ...one, status: 'skipped', why: 'past' };
    const asBefore = old?.status === 'planned' && one.status === 'planned' && old.dueAt === one.dueAt;
    if (old && (asBefore || old.status === 'queued' || old.status === 'refused')) return old;
    clear(old);
    if (one.status === 'planned') timersFor.push(one.step);
    return old ? { ...one, again: (old.again ?? 0) + 1 } : one;
  });
  const steps = new Set(now.map(({ step }) => step));
  const former = before.reminders
    .filter(({ step, status }) => !steps.has(step) && status !== 'skipped')
    .map((one): Reminder => {
      clear(one);
      return one.status === 'planned' ? { ...one, status: 'cancelled' } : one;
    });
  const reminders = [...former, ...now].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return { revision: before.revision, reminders, timersFor };
}
