import type { Actor } from './actor.ts';
import type { ContactId, PracticeId, StaffId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';

/** What ended an episode: a person's text, a call that they noted, or closing the thread without either. */
const settledBys = ['answer', 'call', 'closed'] as const;
export type SettledBy = (typeof settledBys)[number];

/**
 * An episode that is over, as it is measured: written once, in the commit that ended it, so that figures can be folded from
 * events and made again from these. Nothing here tells what was written.
 */
export interface AnsweredEpisode {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  /** The contact's n-th: with the contact, what `thread.answered` names. */
  readonly episode: number;
  /** As it stood at the end: staff may have retyped it. */
  readonly type: string;
  /** Who held the thread, and who ended the wait. */
  readonly assignee?: StaffId;
  readonly by?: Actor;
  readonly waitingSince: IsoInstant;
  readonly settledAt: IsoInstant;
  readonly settledBy: SettledBy;
  /** How long the patient waited, in minutes of business, fractions kept. */
  readonly businessMinutes: number;
  readonly goalDueAt?: IsoInstant;
  readonly goalKept: boolean;
  /** Absent where nothing was promised. Of the first promise: that a later one was kept mends nothing. */
  readonly promiseKept?: boolean;
  /** It stands in the figures: what counts it once, however often it is told of. */
  readonly counted?: true;
  /** Why the thread was closed, in the words of whoever did. */
  readonly reason?: string;
}
