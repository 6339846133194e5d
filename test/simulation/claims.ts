import { isUpcoming } from '../../shared/domain/appointment.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { type Lane, lanes, type Purpose } from '../../shared/domain/purpose.ts';
import type { OutText } from '../../shared/domain/text.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import { violated } from './violation.ts';
import { type Before, listedIn } from './watched.ts';

/* What one claim must keep to, by what stood before it: its lane, and the visits that its text is about. */

/** What waits for quiet hours, counts toward caps and is switched by the practice. */
const automated = ['appointment', 'recall', 'bill', 'care', 'marketing'] as const;
export const isAutomated = (purpose: Purpose): purpose is (typeof automated)[number] =>
  automated.some((one) => one === purpose);

/** Texts released together leave by lane, and within one in the order in which they were queued. */
export function assertInLane(head: ContactHead, { seq, purpose }: OutText, now: IsoInstant): void {
  const own = head.outbox.find((entry) => entry.seq === seq);
  if (!own) violated('claim', 'a text was claimed that is not in the outbox');
  if (own.lane !== laneFor(purpose)) violated('lanes', `a text for ${purpose} is in the lane ${own.lane}`);
  if (own.lane !== 'emergency')
    for (const { state, lane, seq: other } of head.outbox)
      if (state === 'claimed' && lane === own.lane && other < seq)
        violated('lanes', 'a text was claimed while one that was queued before it was being handed over');
  const before = head.outbox.find(
    ({ state, at, lane, seq: other }) =>
      state !== 'claimed' &&
      at <= now &&
      (lanes.indexOf(lane) < lanes.indexOf(own.lane) || (lane === own.lane && other < seq)),
  );
  if (before) violated('lanes', `a text of lane ${own.lane} was claimed before one of ${before.lane}`);
}

/** By a table of its own: the system's may be wrong. */
const laneFor = (purpose: Purpose): Lane => {
  if (purpose === 'emergency' || purpose === 'service') return purpose;
  return isAutomated(purpose) ? 'automated' : 'conversation';
};

/** Each visit that a text is about stands as it says, is of somebody who is reached there, and is named to nobody where it is confidential. */
export function assertAppointmentStands(
  { about, practiceId, contactId, body }: OutText,
  { patients }: ContactHead,
  now: IsoInstant,
  before: Before,
): void {
  for (const { start, appointmentId } of listedIn(about)) {
    const record = before({ kind: 'appointment', practiceId, contactId, start, appointmentId })?.value;
    const standing = record && 'durationMinutes' in record && isUpcoming(record.status) ? record : undefined;
    if (!standing)
      violated('reminder', 'one was claimed for an appointment that is gone, moved or cancelled');
    if (about?.family && standing?.confidential) violated('reminder', 'a confidential visit was listed');
    if (standing?.confidential && /\b(?:Ana|Ben)\b/.test(body))
      violated('reminder', 'a confidential visit was named');
    if (!patients.some(({ patientId }) => standing?.patientIds.includes(patientId)))
      violated('reminder', 'one was claimed for a number that none of its patients has');
    if (start <= now) violated('reminder', 'one was claimed after the start');
  }
}
