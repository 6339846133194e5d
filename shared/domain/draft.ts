import type { Actor } from './actor.ts';
import type { AnsweredEpisode } from './answered-episode.ts';
import type { Appointment } from './appointment.ts';
import { notCounting } from './caps-rule.ts';
import { type ConsentEvent, fold } from './consent.ts';
import { type ContactHead, type OutboxEntry, releaseTimer, withNextDue } from './contact.ts';
import type { EventIds, EventType, Happening } from './event.ts';
import { type TaskId, taskIdSchema, textIdOf } from './identifiers.ts';
import type { Line } from './line.ts';
import type { AboutOutreach, Outreach } from './outreach.ts';
import type { Permit } from './permit-rule.ts';
import { laneOf, type Purpose } from './purpose.ts';
import { measure } from './segments.ts';
import type { Task } from './task.ts';
import {
  type AboutAppointment,
  type AboutNotice,
  type InText,
  type OutText,
  statusBy,
  type Text,
  withStatus,
} from './text.ts';
import { oneMore } from './thread-version.ts';
import type { IsoInstant } from './time.ts';
import type { Timer, TimerRef } from './timer.ts';

/**
 * Everything that one decision about a contact changes, gathered as data: the use case writes it in one commit. The head
 * in it is always whole; what else is new or changed stands beside it.
 */
export interface Draft {
  head: ContactHead;
  readonly now: IsoInstant;
  /** UUIDv7s for what needs a name of its own. */
  readonly newId: () => string;
  readonly newTexts: Text[];
  readonly changedTexts: OutText[];
  readonly changedAppointments: Appointment[];
  readonly changedOutreach: Outreach[];
  readonly consents: ConsentEvent[];
  readonly timersSet: Timer[];
  readonly timersCleared: TimerRef[];
  readonly tasks: Task[];
  /** Tasks that this settles, with how: those that nobody has done yet are done. */
  readonly tasksSettled: { readonly taskId: TaskId; readonly decision: string }[];
  readonly episodes: AnsweredEpisode[];
  readonly happenings: Happening[];
}

export const begin = (head: ContactHead, now: IsoInstant, newId: () => string): Draft => ({
  head,
  now,
  newId,
  newTexts: [],
  changedTexts: [],
  changedAppointments: [],
  changedOutreach: [],
  consents: [],
  timersSet: [],
  timersCleared: [],
  tasks: [],
  tasksSettled: [],
  episodes: [],
  happenings: [],
});

/** Changes the head; its due moment is derived again. */
export function amend(draft: Draft, change: Partial<ContactHead>): void {
  draft.head = withNextDue({ ...draft.head, ...change });
}

/** Changes the thread alone. */
export const amendThread = (draft: Draft, change: Partial<ContactHead['thread']>): void =>
  amend(draft, { thread: { ...draft.head.thread, ...change } });

/** Says that something happened to this contact. */
export function happened(draft: Draft, type: EventType, ids: EventIds = {}): void {
  draft.happenings.push({ type, contactId: draft.head.contactId, ...ids });
}

/** Stores a text that came in. */
export function receive(
  draft: Draft,
  line: Line,
  arrived: { readonly carrierMessageId: string; readonly body: string; readonly media: readonly string[] },
): InText {
  const { practiceId, contactId, nextSeq: seq } = draft.head;
  const textId = textIdOf(contactId, seq);
  const text: InText = {
    direction: 'in',
    status: 'received',
    practiceId,
    contactId,
    textId,
    seq,
    at: draft.now,
    body: arrived.body,
    media: arrived.media,
    line: line.number,
    carrier: line.carrier,
    carrierMessageId: arrived.carrierMessageId,
    segments: measure(arrived.body).segments,
  };
  draft.newTexts.push(text);
  amend(draft, { nextSeq: seq + 1, line: line.number, lastInboundAt: draft.now });
  amendThread(draft, { lastTextAt: draft.now, ...oneMore(draft.head.thread) });
  happened(draft, 'text.received', { textId });
  return text;
}

/** A text to be sent, with the permit it got. */
export interface Outgoing {
  readonly purpose: Purpose;
  readonly body: string;
  readonly line: Line;
  readonly permit: Permit;
  readonly expiresAt: IsoInstant;
  readonly automated: boolean;
  readonly by?: Actor | undefined;
  readonly about?: AboutAppointment | undefined;
  readonly outreach?: AboutOutreach | undefined;
  readonly notice?: AboutNotice | undefined;
  readonly sendNow?: boolean | undefined;
  readonly tellsOptOut?: boolean | undefined;
  /** The standard response that it was written from. */
  readonly standardResponse?: string | undefined;
}

/**
 * Puts a text in the thread and, unless its permit refused it, in the outbox: queued, or held with a timer for the moment
 * at which it is decided again. A refused one is kept too, so that "why was this not sent?" has an answer.
 */
export function queue(draft: Draft, out: Outgoing): OutText {
  const { practiceId, contactId, nextSeq: seq } = draft.head;
  const textId = textIdOf(contactId, seq);
  const { verdict, at: heldUntil } = out.permit;
  const status = statusBy(out.permit);
  const text: OutText = {
    direction: 'out',
    status,
    practiceId,
    contactId,
    textId,
    seq,
    at: draft.now,
    body: out.body,
    line: out.line.number,
    carrier: out.line.carrier,
    segments: measure(out.body).segments,
    purpose: out.purpose,
    automated: out.automated,
    permit: out.permit,
    history: [{ status, at: draft.now }],
    expiresAt: out.expiresAt,
    claims: 0,
    ...(out.by && { by: out.by }),
    ...(out.about && { about: out.about }),
    ...(out.outreach && { outreach: out.outreach }),
    ...(out.notice && { notice: out.notice }),
    ...(out.sendNow && { sendNow: true }),
    ...(out.tellsOptOut && { tellsOptOut: true }),
    ...(out.standardResponse && { standardResponse: out.standardResponse }),
  };
  draft.newTexts.push(text);
  amend(draft, { nextSeq: seq + 1 });
  amendThread(draft, { lastTextAt: draft.now });
  if (verdict === 'refuse') {
    happened(draft, 'text.status', { textId, status });
    return text;
  }
  enqueue(draft, text, verdict === 'hold' && heldUntil ? heldUntil : draft.now);
  return text;
}

/** Places a text in the outbox: to go now, or to be looked at again at a later moment. */
export function enqueue(draft: Draft, text: OutText, at: IsoInstant): void {
  const state = text.status === 'held' ? 'held' : 'queued';
  const entry: OutboxEntry = { seq: text.seq, lane: laneOf[text.purpose], state, at };
  if (at <= draft.now) {
    replaceEntry(draft, text.seq, entry);
    happened(draft, 'text.queued', { textId: text.textId });
    return;
  }
  replaceEntry(draft, text.seq, { ...entry, timed: true });
  setTimer(draft, {
    ...ofContact(draft),
    ...releaseTimer(entry),
    kind: 'release',
    dueAt: at,
    textId: text.textId,
  });
}

/** Gives a text another place in the outbox, or none; the timer of the old place goes with it. */
export function replaceEntry(draft: Draft, seq: number, entry: OutboxEntry | undefined): void {
  const old = draft.head.outbox.find((one) => one.seq === seq);
  if (old?.timed) clearTimer(draft, releaseTimer(old));
  const others = draft.head.outbox.filter((one) => one.seq !== seq);
  amend(draft, { outbox: entry ? [...others, entry] : others });
}

/** Takes a text out of the outbox with its last word. */
export function settle(draft: Draft, text: OutText, status: OutText['status'], code?: string): OutText {
  const settled = withStatus(text, status, draft.now, code);
  draft.changedTexts.push(settled);
  replaceEntry(draft, text.seq, undefined);
  // What never left counts toward no cap.
  if (status === 'refused' || status === 'expired') amend(draft, notCounting(draft.head, text.seq));
  const { textId, about } = text;
  happened(draft, 'text.status', {
    textId,
    status,
    ...(about && { appointmentId: about.appointmentId }),
  });
  return settled;
}

const ofContact = ({ head: { practiceId, contactId } }: Draft) => ({ practiceId, contactId });

/** Appends to the ledger and folds the event into the head. */
export function appendConsent(draft: Draft, event: Omit<ConsentEvent, 'seq' | 'at'>): ConsentEvent {
  const appended: ConsentEvent = { ...event, seq: draft.head.nextConsentSeq, at: draft.now };
  draft.consents.push(appended);
  amend(draft, { nextConsentSeq: appended.seq + 1, consent: fold(draft.head.consent, appended) });
  return appended;
}

export function setTimer(draft: Draft, timer: Timer): void {
  draft.timersSet.push(timer);
  happened(draft, 'timer.changed', { timer: { kind: timer.kind, id: timer.id }, status: timer.dueAt });
}

export function clearTimer(draft: Draft, timer: TimerRef): void {
  draft.timersCleared.push(timer);
  happened(draft, 'timer.changed', { timer, status: 'gone' });
}

/** Puts work on the practice's list. */
export function raiseTask(
  draft: Draft,
  task: Pick<Task, 'kind' | 'detail' | 'appointmentId' | 'textId' | 'assignees'>,
): TaskId {
  const taskId = taskIdSchema.parse(draft.newId());
  draft.tasks.push({ ...task, ...ofContact(draft), taskId, since: draft.now });
  happened(draft, 'task.raised', { taskId });
  return taskId;
}
