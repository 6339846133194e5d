import type { Appointment, AppointmentInput, AppointmentStatus } from './appointment.ts';

/**
 * The status that an upsert means. An EHR repeats its records for ever, so that what it repeats never takes back what the patient has said
 * since: "booked" after the patient's C leaves the visit confirmed. What it says anew stands, and a new time is booked again.
 */
export function statusOf(
  before: Appointment | undefined,
  { status, sourceVersion }: Pick<AppointmentInput, 'status' | 'sourceVersion'>,
  moved: boolean,
): AppointmentStatus {
  if (!before || moved) return status ?? 'booked';
  if (before.status === 'cancelled' && (status ?? 'booked') === 'booked') {
    // The very version that was cancelled here comes late or twice: it does not bring the visit back.
    const repeated = sourceVersion !== undefined && sourceVersion === before.sourceVersion;
    return repeated ? 'cancelled' : 'booked';
  }
  if (status === undefined) return before.status;
  const last = before.history.at(-1);
  const saidBefore = before.history.findLast(({ by }) => by === 'practice')?.status;
  return last?.by === 'patient' && status === saidBefore ? before.status : status;
}
