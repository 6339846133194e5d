import type { Appointment } from './appointment.ts';
import { askToCall } from './call-patient.ts';
import { counting } from './caps-rule.ts';
import { type ContactHead, claimStaleAfterSeconds, type OutboxEntry } from './contact.ts';
import { amend, begin, type Draft, enqueue, happened, raiseTask, replaceEntry, settle } from './draft.ts';
import { tellOfAsked, tellOfDrop } from './dropped.ts';
import { giveBack, wentAlong } from './family.ts';
import { untold } from './notice-rule.ts';
import { revokeAll } from './opt-out.ts';
import type { AskedNow } from './outreach.ts';
import { askAgain } from './outreach-change.ts';
import { permit } from './permit.ts';
import type { PermitFacts } from './permit-rule.ts';
import { laneOf, lanes, onUnknown } from './purpose.ts';
import { isKeptHere } from './suspension.ts';
import { factsOf, type PracticeView } from './system-text.ts';
import { movesForward, type OutText, statusBy, withStatus } from './text.ts';
import { type IsoInstant, plusSeconds, secondsBetween } from './time.ts';

/** A hand-over begins within so many seconds of its claim, or the claim is abandoned. */
export const handOverWithinSeconds = 5;

/**
 * The text that leaves next: released, by lane, and within a lane in the order in which they were queued. One that was queued
 * before it and is being handed over by another run goes first: that run goes on with this one. Emergencies wait for nobody.
 */
export function nextReleased(head: ContactHead, now: IsoInstant): OutboxEntry | undefined {
  const next = head.outbox
    .filter((entry) => entry.state !== 'claimed' && entry.at <= now)
    .toSorted((a, b) => lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || a.seq - b.seq)[0];
  if (next === undefined || next.lane === 'emergency') return next;
  const overtaken = head.outbox.some(
    (entry) => entry.state === 'claimed' && entry.lane === next.lane && entry.seq < next.seq,
  );
  return overtaken ? undefined : next;
}

/** Claims whose hand-over nobody can be working on any more. */
export const staleClaims = (head: ContactHead, now: IsoInstant): readonly OutboxEntry[] =>
  head.outbox.filter(
    (entry) => entry.state === 'claimed' && secondsBetween(entry.at, now) >= claimStaleAfterSeconds,
  );

/** What a claim rests on: all of it is checked in the commit that claims. */
export interface ClaimFacts {
  readonly head: ContactHead;
  readonly text: OutText;
  readonly practice: PracticeView;
  readonly appointment: Appointment | undefined;
  /** All that it lists, where it is a family's. */
  readonly family?: readonly Appointment[] | undefined;
  /** Where the text is about a recall or bill. */
  readonly asked?: AskedNow | undefined;
  /** Where the text is a notice about some. */
  readonly noticed?: readonly Appointment[] | undefined;
  /** Those that it is about which are not there and stand elsewhere: under another number, or at another time. */
  readonly elsewhere?: readonly Appointment[] | undefined;
  /** Where the practice bounds its texts of that purpose: whether there is room, and in which local day it counts. */
  readonly share?: { readonly volume: 'room' | 'full'; readonly day: string } | undefined;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * Asks for the permit once more and claims the text, holds it again, or refuses it. The claim is the decision: after an
 * acknowledged opt-out no text that it covers is claimed, for the claim is conditional on the head.
 */
export function decideClaim(facts: ClaimFacts): { readonly draft: Draft; readonly claimed?: OutText } {
  const { text, practice, appointment, family = [], asked, share, now } = facts;
  const { noticed = [], elsewhere = [] } = facts;
  const draft = begin(facts.head, now, facts.newId);
  const more = { appointment, family, asked, noticed, volume: share?.volume };
  const permitFacts: PermitFacts = { ...factsOf(draft, practice), ...more };
  const leave = permit({ ...text, standing: true }, permitFacts);
  const decided: OutText = { ...text, permit: leave };
  switch (leave.verdict) {
    case 'refuse': {
      settle(draft, decided, statusBy(leave), leave.code);
      const missed = text.notice
        ? untold(text.notice, [...noticed, ...elsewhere])
        : wentAlong(text, elsewhere);
      tellOfDrop(draft, decided, missed);
      giveBack(draft, decided, family);
      // A patient who left while it was being handed over is asked at the new number.
      if (asked?.outreach && !isKeptHere(draft.head, [asked.outreach.patientId]))
        askAgain(draft, asked.outreach, new Set([text.textId]));
      if (asked && !asked.outreach) tellOfAsked(draft, text);
      return { draft };
    }
    case 'hold': {
      const held = withStatus(decided, 'held', now);
      draft.changedTexts.push(held);
      enqueue(draft, held, leave.at ?? now);
      happened(draft, 'text.status', { textId: text.textId, status: 'held' });
      return { draft };
    }
    case 'send': {
      const counted = share && { countedOn: share.day };
      const claimed = { ...withStatus(decided, 'claimed', now), claims: text.claims + 1, ...counted };
      draft.changedTexts.push(claimed);
      replaceEntry(draft, text.seq, { seq: text.seq, lane: laneOf[text.purpose], state: 'claimed', at: now });
      amend(draft, { ...counting(draft.head, text, now), ...(text.tellsOptOut && { optOutToldAt: now }) });
      return { draft, claimed };
    }
  }
}

/** What became of a hand-over, as the carrier's adapter tells it, and `abandoned` where none was begun in time. */
export type HandOverOutcome =
  | { readonly outcome: 'accepted'; readonly carrierMessageId: string }
  | { readonly outcome: 'rejected'; readonly obstacle: string; readonly code: string }
  | { readonly outcome: 'not-taken'; readonly code: string; readonly retryAfterSeconds?: number }
  | { readonly outcome: 'unknown'; readonly code: string }
  | { readonly outcome: 'abandoned' };

/** Waits before a text that a carrier did not take is tried again: doubling from 5 seconds to 15 minutes, spread by half. */
export function retrySeconds(claims: number, jitter: number): number {
  return Math.min(5 * 2 ** Math.min(claims - 1, 8), 900) * (0.75 + jitter / 2);
}

/** What the carrier asked for, but never less than our own wait (it may ask for none) and never more than an hour. */
const waitSeconds = (claims: number, jitter: number, asked = 0): number =>
  Math.min(Math.max(asked, retrySeconds(claims, jitter)), 3600);

/** Facts of an outcome: the text as it stands now, for its receipt may have come first. */
export interface OutcomeFacts {
  readonly head: ContactHead;
  readonly text: OutText;
  readonly now: IsoInstant;
  readonly newId: () => string;
  /** 0 up to 1: spreads repeated tries. */
  readonly jitter: number;
  /** Those that the text is about, as they stand: asked for where it failed. */
  readonly appointments?: readonly Appointment[];
}

/** Records what became of a hand-over. A status that a receipt has already brought further stays. */
export function decideOutcome(facts: OutcomeFacts, outcome: HandOverOutcome): Draft {
  const { text, now } = facts;
  const draft = begin(facts.head, now, facts.newId);
  if (outcome.outcome === 'accepted') {
    const named = { ...text, carrierMessageId: outcome.carrierMessageId };
    if (movesForward(text.status, 'sent')) settle(draft, named, 'sent');
    else {
      draft.changedTexts.push(named);
      replaceEntry(draft, text.seq, undefined);
    }
    return draft;
  }
  // A receipt came before the carrier's own answer, and says more than a failed hand-over can.
  if (text.status !== 'claimed') {
    replaceEntry(draft, text.seq, undefined);
    return draft;
  }
  switch (outcome.outcome) {
    case 'rejected':
      fail(draft, text, outcome, facts.appointments ?? []);
      return draft;
    case 'not-taken':
      tryAgain(
        draft,
        text,
        outcome.code,
        plusSeconds(now, waitSeconds(text.claims, facts.jitter, outcome.retryAfterSeconds)),
      );
      return draft;
    case 'abandoned':
      tryAgain(draft, text, 'abandoned', now);
      return draft;
    case 'unknown':
      lost(draft, text, outcome.code);
      return draft;
  }
}

/** Nothing left us: the text waits its turn again, and its expiry bounds how long. */
function tryAgain(draft: Draft, text: OutText, code: string, at: IsoInstant): void {
  const queued = withStatus(text, 'queued', draft.now, code);
  draft.changedTexts.push(queued);
  enqueue(draft, queued, at);
}

/**
 * Nothing is repeated after so many hand-overs of which nobody knows: a carrier that takes a text and never says so would bring it a hundred
 * times. Those that it did not take are not among them. The waits between eight come to some ten minutes.
 */
export const lostMax = 8;

/** Nobody knows whether the carrier took it. Only an emergency is repeated; of any other, and in the end of that, a person is told. */
function lost(draft: Draft, text: OutText, code: string): void {
  const times = (text.lost ?? 0) + 1;
  if (onUnknown[text.purpose] === 'repeat' && times < lostMax) {
    tryAgain(draft, { ...text, lost: times }, code, plusSeconds(draft.now, retrySeconds(times, 0.5)));
    return;
  }
  settle(draft, text, 'unknown', code);
  raiseTask(draft, {
    kind: 'unknown-outcome',
    textId: text.textId,
    detail: `The carrier did not say whether it took a text (${code}). It is not sent again: see whether it arrived.`,
  });
}

/**
 * The carrier will not or could not deliver it. Its own block list is a revocation: ours is kept equal to it. A person is told of
 * anything else, and of an answer or a notice that the block list kept from the patient.
 *
 * @param appointments those that the text is about, as they stand
 */
export function fail(
  draft: Draft,
  text: OutText,
  { obstacle, code }: { readonly obstacle: string; readonly code: string | undefined },
  appointments: readonly Appointment[],
): void {
  settle(draft, text, 'failed', code);
  if (obstacle === 'opted-out') {
    revokeAll(draft, {
      source: 'carrier',
      words: `The carrier answered that this number opted out (${code}).`,
      textId: text.textId,
    });
    // Reminders end with the opt-out, and explain themselves; who wrote to the patient believes that they have it.
    if (text.purpose !== 'reply' && !text.notice) return;
  }
  if (text.purpose !== 'service') askToCall(draft, text, obstacle, appointments);
}
