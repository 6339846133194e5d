import { type Appointment, isUpcoming } from './appointment.ts';
import type { ContactHead } from './contact.ts';
import { type Draft, setTimer } from './draft.ts';
import type { AppointmentId } from './identifiers.ts';
import type { PermitFacts, RefusalCode } from './permit-rule.ts';
import { reminderTimerOf } from './reminder-plan.ts';
import { type AboutAppointment, isNamedIn, namedBy, type OutText } from './text.ts';
import { type IsoInstant, secondsBetween } from './time.ts';

/*
 * Families: the appointments of one number within a day of one another are asked about in one text that lists them by number. A visit
 * that is confidential never stands in one.
 */

/** Appointments further apart than this are asked about by themselves. */
export const familyApartSecondsMax = 86_400;
/** One text lists so many; the others are asked about in their own. */
const listedMax = 6;

/** An appointment with the step of its plan that a text stands for. */
export interface ListedAppointment {
  readonly appointment: Appointment;
  readonly step: string;
}

/**
 * The appointments that a reminder which is due asks about, by their start: its own, and those near it of which a step is due soon.
 * A step is brought forward by no more than its own distance from the visit, so that "three hours before" stays a matter of that day.
 *
 * @param nearby the contact's other appointments about that time, as they stand
 */
export function familyOf(
  head: ContactHead,
  due: ListedAppointment,
  nearby: readonly Appointment[],
  now: IsoInstant,
): readonly ListedAppointment[] {
  const { appointment } = due;
  if (!mayBeListed(head, appointment, now)) return [due];
  const family = [due];
  const distance = ({ start }: Appointment) => Math.abs(secondsBetween(start, appointment.start));
  for (const other of nearby.toSorted((a, b) => distance(a) - distance(b))) {
    if (family.length === listedMax) break;
    if (other.appointmentId === appointment.appointmentId || !mayBeListed(head, other, now)) continue;
    const next = other.reminders.find(({ status }) => status === 'planned');
    if (!next || secondsBetween(now, next.dueAt) > secondsBetween(next.dueAt, other.start)) continue;
    const near = family.every(
      (one) => Math.abs(secondsBetween(one.appointment.start, other.start)) <= familyApartSecondsMax,
    );
    if (near) family.push({ appointment: other, step: next.step });
  }
  return family.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ appointment: { start, appointmentId } }: ListedAppointment): string =>
  `${start} ${appointmentId}`;

/** Whether an appointment may stand in a family's text now. */
const mayBeListed = (head: ContactHead, one: Appointment, now: IsoInstant): boolean =>
  !one.confidential && isAskedAbout(head, one, now);

/** Whether an appointment is still to come, and somebody whose it is may be asked about it here. */
function isAskedAbout(head: ContactHead, one: Appointment, now: IsoInstant): boolean {
  if (!isUpcoming(one.status) || one.start <= now) return false;
  return head.patients.some(
    ({ patientId, status }) => status === undefined && one.patientIds.includes(patientId),
  );
}

type Listed = NonNullable<AboutAppointment['family']>;

/** Those of a family's text that stand as it says. */
export const standingOf = (
  listed: Listed,
  { head, family = [], now }: Pick<PermitFacts, 'head' | 'family' | 'now'>,
): readonly Appointment[] => family.filter((one) => isNamedIn(listed, one) && mayBeListed(head, one, now));

/**
 * The appointments that a text which never leaves would have reminded of, and that went along to another number while it was being handed
 * over: nothing there is due for them.
 *
 * @param elsewhere those of its appointments that stand under another number now
 */
export const wentAlong = (text: OutText, elsewhere: readonly Appointment[]): readonly AppointmentId[] =>
  elsewhere
    .filter(
      ({ status, contactId, reminders }) =>
        isUpcoming(status) &&
        contactId !== text.contactId &&
        reminders.some((reminder) => reminder.textId === text.textId && reminder.status === 'queued'),
    )
    .map(({ appointmentId }) => appointmentId);

/** What refuses a family's text for one of those that it lists, and says nothing of the others. */
const ofOneAlone: ReadonlySet<RefusalCode | undefined> = new Set([
  'appointment-changed',
  'expired',
  'suspended',
]);

/**
 * A text that will never leave, because some of what it lists has changed or was marked confidential, gives back the steps that it stood
 * for: those that still stand are due again at once, and asked about in another text.
 *
 * @param appointments those that it is about, as they stand
 */
export function giveBack(draft: Draft, text: OutText, appointments: readonly Appointment[]): void {
  const { about, textId, permit } = text;
  if (!about || !(about.family ? ofOneAlone.has(permit.code) : permit.code === 'appointment-changed')) return;
  const listed = namedBy(about);
  const stands = (one: Appointment): boolean =>
    text.purpose === 'care' ? one.status === 'completed' : isAskedAbout(draft.head, one, draft.now);
  for (const one of appointments.filter(
    (appointment) => isNamedIn(listed, appointment) && stands(appointment),
  )) {
    const covered = one.reminders.find((reminder) => reminder.textId === textId);
    if (covered?.status !== 'queued') continue;
    const { textId: _never, ...plan } = covered;
    const again = { ...plan, status: 'planned', dueAt: draft.now, again: (plan.again ?? 0) + 1 } as const;
    const given = {
      ...one,
      reminders: one.reminders.map((reminder) => (reminder === covered ? again : reminder)),
    };
    draft.changedAppointments.push(given);
    setTimer(draft, reminderTimerOf(given, covered.step, draft.now));
  }
}
