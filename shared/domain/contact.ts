import type { ConsentState } from './consent.ts';
import type { EmergencyKind } from './emergency.ts';
import type { AppointmentId, ContactId, PatientId, PracticeId, StaffId, TaskId } from './identifiers.ts';
import type { Language } from './patient.ts';
import type { E164 } from './phone-number.ts';
import type { Lane } from './purpose.ts';
import { earliest, type IsoInstant, plusSeconds } from './time.ts';
import type { TimerRef } from './timer.ts';

export const waitingOns = ['practice', 'patient', 'closed'] as const;
/** Whom a thread waits on. A thread nobody has written in yet is closed. */
export type WaitingOn = (typeof waitingOns)[number];

/**
 * Words told a thread's type in an episode, with the chance of it and the few words of a dictionary that decided; or a person did.
 * Of an episode that is over it says nothing any more.
 */
export type TypedBy = { readonly episode: number } & (
  | { readonly by: 'words'; readonly score: number; readonly words: readonly string[] }
  | { readonly by: 'staff' }
);

/** The conversation of one practice with one contact. */
export interface Thread {
  readonly waitingOn: WaitingOn;
  /** Grows by one each time a patient's text makes the practice owe an answer. */
  readonly episode: number;
  readonly waitingSince?: IsoInstant;
  /**
   * When the patient last wrote something that a person may answer, in this episode. An opt-out and closing the thread
   * clear it; a later question sets it again, which is what lets a person answer someone who opted out.
   */
  readonly askedAt?: IsoInstant;
  readonly type: string;
  /** What gave it its type; absent or of an earlier episode where a rule of the conversation did. */
  readonly typed?: TypedBy;
  readonly assignee?: StaffId;
  readonly goalDueAt?: IsoInstant;
  readonly goalMissedAt?: IsoInstant;
  /** The id of the goal's timer that stands, from the episode's begin to its end. Heads of before have none: see `goal-clock.ts`. */
  readonly goalTimer?: string;
  /** The moment the patient was promised an answer by, as the last text that promised named it. */
  readonly promise?: IsoInstant;
  /** A promise of this episode was not kept, whatever was promised after it. */
  readonly promiseBroken?: true;
  /** What the clock put on the practice's list in this episode: three at most, done with its end. */
  readonly tasks?: readonly TaskId[];
  /** Signs of an emergency stand in it that no person has answered yet. */
  readonly urgent: boolean;
  readonly flags: readonly string[];
  /** Grows by one with each thing that a person has to know before they act on it: see `thread-version.ts`. */
  readonly version?: number;
  /** As far as the practice has read it: the moment of the latest text that somebody has read. */
  readonly readAt?: IsoInstant;
  /** When a text last came or went; absent while there is none. */
  readonly lastTextAt?: IsoInstant;
}

/** An outbound text that is not yet done: what `deliver` works from, without looking for it. */
export interface OutboxEntry {
  readonly seq: number;
  readonly lane: Lane;
  readonly state: 'queued' | 'held' | 'claimed';
  /** Queued: from when it may go. Held: when it is decided again. Claimed: when it was claimed. */
  readonly at: IsoInstant;
  /** A release timer stands for `at`. */
  readonly timed?: true;
}

/** The timer that stands for a timed entry: a new moment is a new timer, so timers are made and removed, never moved. */
export const releaseTimer = (entry: OutboxEntry): TimerRef => ({
  kind: 'release',
  id: `${entry.seq}@${entry.at}`,
});

/** Something the practice's system asked the patient and is waiting to hear. */
export interface Question {
  readonly kind: 'confirm-appointment';
  readonly appointmentId: AppointmentId;
  readonly start: IsoInstant;
  readonly askedAt: IsoInstant;
  /** The patient declined or asked for another time: a mere yes or ok after that is to our answer. */
  readonly turnedDown?: true;
  /** Its number in the last text that listed several, and how its patient's name begins, folded: "1 yes, Mia can't" names them. */
  readonly number?: number;
  readonly name?: string;
  /** A notice asked it, which offers R and X alone: a yes to "the doctor is out" confirms nothing. */
  readonly notice?: true;
}

/** A text that counts toward the caps, by when it was claimed. */
export interface AutomatedSent {
  readonly seq: number;
  readonly at: IsoInstant;
  /** Marketing, which has a bound of its own besides. */
  readonly offer?: true;
}

/** A patient who is reached at this number. */
export interface PatientHere {
  readonly patientId: PatientId;
  readonly given: string;
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
  /** The first three digits of the ZIP code, where the zone itself is not known: all of it that a clock needs. */
  readonly zip3?: string | undefined;
  /** Absent where the patient is active: one who is not gets nothing more. */
  readonly status?: 'inactive' | 'deceased' | undefined;
}

/**
 * One phone number as one practice knows it: the one record at which everything about a contact is serialised. Every
 * decision about the contact is conditional on its version. Bounded to 8 KB by the limits below; a test holds it there.
 */
export interface ContactHead {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly phone: E164;
  /** The practice's line that this contact is texted from: the one they last wrote to. */
  readonly line: E164;
  readonly createdAt: IsoInstant;
  readonly nextSeq: number;
  readonly nextConsentSeq: number;
  readonly consent: ConsentState;
  readonly patients: readonly PatientHere[];
  readonly thread: Thread;
  readonly outbox: readonly OutboxEntry[];
  readonly questions: readonly Question[];
  /** When the patient last texted. */
  readonly lastInboundAt?: IsoInstant;
  /** When a person last wrote to the patient: a mere yes after that is to them. */
  readonly repliedAt?: IsoInstant;
  /** When automated acknowledgements were queued, the last day's. */
  readonly acknowledgedAt: readonly IsoInstant[];
  /** The last week's texts that count toward the caps, by when each was claimed. */
  readonly automatedSent?: readonly AutomatedSent[];
  /** When an automated text last told how to opt out. */
  readonly optOutToldAt?: IsoInstant;
  /** When each kind of emergency was last answered. */
  readonly emergencyAnswered?: { readonly [K in EmergencyKind]?: IsoInstant };
  /** When the patient was last asked whether texts may hold health information; until they answer. */
  readonly phiAskedAt?: IsoInstant;
  /** When a text came that may be an opt-out and that no person has decided about yet. */
  readonly reviewSince?: IsoInstant;
  /** Somebody said that the number is not the patient's, and no person has checked yet: its patients wait here. */
  readonly suspended?: { readonly since: IsoInstant; readonly patients: readonly PatientHere[] };
  /** Where the last of its patients left the number, or was found not to have it: what a person wrote before this `seq` was for them. */
  readonly leftSeq?: number;
  /** A STOP or START whose consequences (queued texts off, the carrier's own list) are not done yet. */
  readonly consentPendingSince?: IsoInstant;
  /** When the sweep has to look at this contact; derived by `withNextDue`, never set by hand. */
  readonly nextDueAt?: IsoInstant;
}

/** The most that a head holds of each list. */
export const headLimits = { patients: 12, outbox: 12, questions: 7, acknowledgements: 8 } as const;

/** How long a claim may stand without an outcome before nobody is thought to be working on it. */
export const claimStaleAfterSeconds = 120;

/** A head with the moment at which the sweep would find something unfinished in it. */
export function withNextDue(head: ContactHead): ContactHead {
  const nextDueAt = earliest([
    ...head.outbox.map((entry) =>
      entry.state === 'claimed' ? plusSeconds(entry.at, claimStaleAfterSeconds) : entry.at,
    ),
    head.consentPendingSince,
  ]);
  // Most changes move nothing, and a head is too large to be copied for that.
  if (nextDueAt === head.nextDueAt) return head;
  const { nextDueAt: _before, ...rest } = head;
  return { ...rest, ...(nextDueAt && { nextDueAt }) };
}
