import type { Appointment } from './appointment.ts';
import type { ContactHead, OutboxEntry } from './contact.ts';
import { begin, type Draft, settle } from './draft.ts';
import { tellOfAsked, tellOfDrop } from './dropped.ts';
import { wentAlong } from './family.ts';
import { permit } from './permit.ts';
import { isKeptHere } from './suspension.ts';
import { factsOf, type PracticeView } from './system-text.ts';
import type { OutText } from './text.ts';
import type { IsoInstant } from './time.ts';

/** What a revocation's consequences are decided from. */
export interface RevocationFacts {
  readonly head: ContactHead;
  /** The texts of the outbox. */
  readonly texts: readonly OutText[];
  readonly practice: PracticeView;
  /** Those that the texts are about which are not there any more and stand elsewhere: under another number, or at another time. */
  readonly elsewhere: readonly Appointment[];
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/** Entries that a revocation may cover: what is claimed has been decided. */
export const unclaimed = (head: ContactHead): readonly OutboxEntry[] =>
  head.outbox.filter((entry) => entry.state !== 'claimed');

/**
 * What follows a revocation: the queued and held texts that it covers are refused, each with the permit that says which
 * event did it, and their timers go; of a person's answer and a notice among them somebody is told, and of what was for a patient who left
 * while it was being handed over. Reminders' own timers stay: each decides again at its minute, so that a START in time brings them back.
 */
export function decideRevocation(facts: RevocationFacts): Draft {
  const draft = begin(facts.head, facts.now, facts.newId);
  for (const text of facts.texts) {
    const leave = permit({ ...text, standing: true }, factsOf(draft, facts.practice));
    if (leave.verdict !== 'refuse' || leave.code !== 'opted-out') continue;
    const settled = settle(draft, { ...text, permit: leave }, 'refused', leave.code);
    const untold = text.notice
      ? text.notice.appointments.slice(0, 1).map(({ appointmentId }) => appointmentId)
      : wentAlong(text, facts.elsewhere);
    tellOfDrop(draft, settled, untold);
    // Who opted out is whoever has the number now, and its bill or recall is of somebody who left while it was being handed over.
    if (text.outreach && !isKeptHere(draft.head, [text.outreach.patientId])) tellOfAsked(draft, settled);
  }
  return draft;
}
