import { type Appointment, isUpcoming } from './appointment.ts';
import type { ContactHead } from './contact.ts';
import type { AppointmentId } from './identifiers.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';
import { isKeptHere } from './suspension.ts';
import { type AboutNotice, isNamedIn } from './text.ts';
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
  const standing = asNoticed(notice, reachedHere(head, noticed));
  if (standing.length === 0)
    return refuse('appointment-changed', 'Every appointment that the notice is about is gone or has moved.');
  return standing.some(({ start }) => start > now)
    ? ok('still-true', 'An appointment that the notice is about stands.')
    : refuse('expired', 'Every appointment that the notice is about has begun.');
};

/** Whether a notice still has somebody to tell at this number, where these are its visits. */
export const tellsSomebody = (
  notice: AboutNotice,
  head: ContactHead,
  noticed: readonly Appointment[],
): boolean => asNoticed(notice, reachedHere(head, noticed)).length > 0;

/**
 * The appointments that a notice which never leaves leaves untold, one for each number at which they are: they stand as the notice says, here
 * or elsewhere. None where each was cancelled, is over or has another time: whoever saw to that has told its patient.
 */
export function untold(notice: AboutNotice, found: readonly Appointment[]): readonly AppointmentId[] {
  const standing = asNoticed(notice, found);
  const numbers = Map.groupBy(standing, ({ contactId }) => contactId);
  return [...numbers.values()].flatMap(([first]) => first?.appointmentId ?? []);
}

const reachedHere = (head: ContactHead, noticed: readonly Appointment[]): readonly Appointment[] =>
  noticed.filter(({ patientIds }) => isKeptHere(head, patientIds));

const asNoticed = ({ appointments }: AboutNotice, found: readonly Appointment[]): readonly Appointment[] =>
  found.filter((one) => isUpcoming(one.status) && isNamedIn(appointments, one));
