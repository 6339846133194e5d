import type { Appointment } from './appointment.ts';
import { isOptedOut } from './consent.ts';
import type { ContactHead } from './contact.ts';
import { fail } from './delivery.ts';
import { begin, type Draft, replaceEntry, settle } from './draft.ts';
import { revokeAll } from './opt-out.ts';
import { movesForward, type OutText } from './text.ts';
import type { IsoInstant } from './time.ts';

/** What a carrier reports of a text. */
export interface Reported {
  readonly status: 'sent' | 'delivered' | 'failed';
  readonly carrierMessageId: string;
  readonly obstacle?: string | undefined;
  readonly code?: string | undefined;
}

/** Facts of a receipt. */
export interface ReceiptFacts {
  readonly head: ContactHead;
  readonly text: OutText;
  readonly now: IsoInstant;
  readonly newId: () => string;
  /** Those that the text is about, as they stand: asked for where it failed. */
  readonly appointments?: readonly Appointment[];
}

/**
 * Records a receipt. It may come before the hand-over's own answer, late, twice or in any order: a status only moves
 * forward, and a receipt settles an outcome that was unknown.
 *
 * @returns `undefined` where the receipt says nothing new
 */
export function decideReceipt(facts: ReceiptFacts, reported: Reported): Draft | undefined {
  const optedOut = reported.obstacle === 'opted-out' && !isOptedOut(facts.head.consent);
  const forward = movesForward(facts.text.status, reported.status);
  if (!forward && !optedOut) return undefined;
  const draft = begin(facts.head, facts.now, facts.newId);
  const text = { ...facts.text, carrierMessageId: facts.text.carrierMessageId ?? reported.carrierMessageId };
  // A carrier's word that the number is on its block list is a revocation, whatever it says of the text.
  if (optedOut)
    revokeAll(draft, {
      source: 'carrier',
      words: `The carrier reports that this number opted out (${reported.code}).`,
      textId: text.textId,
    });
  if (!forward) return draft;
  if (reported.status === 'failed') {
    const { obstacle = 'other', code } = reported;
    fail(draft, text, { obstacle, code }, facts.appointments ?? []);
  } else settle(draft, text, reported.status, reported.code);
  replaceEntry(draft, text.seq, undefined);
  return draft;
}
