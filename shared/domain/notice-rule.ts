import { type Appointment, isUpcoming } from './appointment.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';
import { isKeptHere } from './suspension.ts';
import type { AboutNotice } from './text.ts';
import type { IsoInstant } from './time.ts';

/** Whether an appointment is one that a notice is for: still to come, and of that provider. */
export function isMeant(
  { status, start, provider }: Pick<Appointment, 'status' | 'start' | 'provider'>,
  wanted: string | undefined,
  now: IsoInstant,
): boolean {
  if (!isUpcoming(status) || start <= now) return false;
  return wanted === undefined || (provider !== undefined && plain(provider) === plain(wanted));
}

/** A name as two people may write it. */
export const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** A notice that waited for the morning is about appointments that may have gone meanwhile: asked again when it is claimed. */
export const stillMeant: Rule = ({ notice, noticed = [], head, now }) => {
  if (notice === undefined) return undefined;
  const here = noticed.filter(({ patientIds }) => isKeptHere(head, patientIds));
  return notice.appointments.some((about) => stands(about, here, now))
    ? ok('still-true', 'An appointment that the notice is about stands.')
    : refuse('appointment-changed', 'Every appointment that the notice is about is gone or has moved.');
};

const stands = (
  { appointmentId, start }: AboutNotice['appointments'][number],
  noticed: readonly Appointment[],
  now: IsoInstant,
): boolean =>
  noticed.some(
    (one) => one.appointmentId === appointmentId && one.start === start && isMeant(one, undefined, now),
  );
