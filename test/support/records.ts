import { randomBytes } from 'node:crypto';
import { noConsent } from '../../shared/domain/consent.ts';
import type { ContactHead, Thread } from '../../shared/domain/contact.ts';
import type { DomainEvent } from '../../shared/domain/event.ts';
import {
  type ContactId,
  contactIdOf,
  type PracticeId,
  practiceIdSchema,
  textIdOf,
} from '../../shared/domain/identifiers.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import type { InText } from '../../shared/domain/text.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import type { Timer } from '../../shared/domain/timer.ts';
import type { Commit, Expectation, Json, Put } from '../../shared/ports/store.ts';

/** The moment at which the stores' tests stand. */
export const noon: IsoInstant = isoFrom('2026-12-01T12:00:00Z');

/** So many seconds after noon. */
export const at = (seconds: number): IsoInstant => plusSeconds(noon, seconds);

export interface OfContact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

/** A practice that no other test knows: tests share a store, and nothing of one practice is visible to another. */
export const newPractice = (): PracticeId => practiceIdSchema.parse(`p-${randomBytes(8).toString('hex')}`);

const phoneOf = (number: number) => phoneNumberSchema.parse(`+1212555${String(number).padStart(4, '0')}`);

/** The n-th contact of a practice. */
export const contactOf = (practiceId: PracticeId, number = 1): OfContact => ({
  practiceId,
  contactId: contactIdOf({ version: 1, secret: 'test' }, practiceId, phoneOf(number)),
});

/** A contact of a practice of its own. */
export const newContact = (): OfContact => contactOf(newPractice());

export function headOf(
  of: OfContact,
  { thread, ...rest }: Partial<Omit<ContactHead, 'thread'>> & { readonly thread?: Partial<Thread> } = {},
): ContactHead {
  return {
    ...of,
    phone: phoneOf(1),
    line: phoneOf(9000),
    createdAt: noon,
    nextSeq: 1,
    nextConsentSeq: 1,
    consent: noConsent,
    patients: [],
    outbox: [],
    questions: [],
    acknowledgedAt: [],
    ...rest,
    thread: { waitingOn: 'closed', episode: 0, type: 'other', urgent: false, flags: [], ...thread },
  };
}

export const textOf = (of: OfContact, seq: number, body = `text ${seq}`): InText => ({
  ...of,
  textId: textIdOf(of.contactId, seq),
  seq,
  at: noon,
  body,
  line: phoneOf(9000),
  carrier: 'simulated',
  segments: 1,
  direction: 'in',
  status: 'received',
  media: [],
});

export const timerOf = (of: OfContact, id: string, dueAt: IsoInstant): Timer => ({
  ...of,
  id,
  dueAt,
  kind: 'goal',
  episode: 1,
});

export const eventOf = (of: OfContact, id: string): DomainEvent => ({
  ...of,
  id,
  at: noon,
  type: 'text.received',
});

export const headKey = (of: OfContact) => ({ kind: 'head', ...of }) as const;
export const textKey = (of: OfContact, seq: number) => ({ kind: 'text', ...of, seq }) as const;
export const timerKey = (of: OfContact, timerId: string) =>
  ({ kind: 'timer', ...of, timerKind: 'goal', timerId }) as const;

export const putHead = (head: ContactHead, expect: Expectation = 'absent'): Put => ({
  put: headKey({ practiceId: head.practiceId, contactId: head.contactId }),
  value: head,
  expect,
});

export const putText = (of: OfContact, seq: number, expect: Expectation = 'absent', body?: string): Put => ({
  put: textKey(of, seq),
  value: textOf(of, seq, body),
  expect,
});

export const putTimer = (timer: Timer, expect: Expectation = 'absent'): Put => ({
  put: timerKey({ practiceId: timer.practiceId, contactId: timer.contactId }, timer.id),
  value: timer,
  expect,
});

let names = 0;

/** A commit about a contact, under a name of its own unless one is given. */
export function commitOf<R extends Json = null>(
  of: OfContact,
  parts: Partial<Omit<Commit<R>, 'once' | 'result'>> & { readonly name?: string; readonly result?: R },
): Commit<R | null> {
  names += 1;
  const { name = `commit#${names}`, checks = [], changes = [], events = [] } = parts;
  return {
    once: { subject: { of: 'contact', ...of }, name },
    checks,
    changes,
    events,
    result: parts.result ?? null,
  };
}
