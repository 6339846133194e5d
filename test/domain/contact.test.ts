import { describe, expect, test } from 'vitest';
import type { ScopeState } from '../../shared/domain/consent.ts';
import {
  type ContactHead,
  claimStaleAfterSeconds,
  headLimits,
  withNextDue,
} from '../../shared/domain/contact.ts';
import { listedNameLength } from '../../shared/domain/family-wording.ts';
import {
  appointmentIdSchema,
  patientIdSchema,
  staffIdSchema,
  taskIdSchema,
} from '../../shared/domain/identifiers.ts';
import { givenLengthMax } from '../../shared/domain/link-patient.ts';
import { automatedPerWeekMax } from '../../shared/domain/settings.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { decidingMax } from '../../shared/domain/triage.ts';
import { known, phone, tuesdayAtTen } from '../support/facts.ts';

const at = tuesdayAtTen;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const id = (index: number): string => `${index}`.padStart(64, 'x').replace(/^./, 'A');

/** A head with all its lists full, each member at its longest. */
function fullHead(given: string): ContactHead {
  const before = { basis: 'implied', at, seq: 999_999_999 } as const;
  const revoked: ScopeState = { state: 'revoked', at, seq: 999_999_999, before };
  return withNextDue({
    ...known(),
    phone: phone('+12125550147'),
    nextSeq: 999_999_999,
    nextConsentSeq: 999_999_999,
    consent: { informational: revoked, marketing: revoked, phi: revoked },
    patients: times(headLimits.patients, (index) => ({
      patientId: patientIdSchema.parse(id(index)),
      given,
      language: 'en',
      timeZone: 'America/Argentina/ComodRivadavia',
    })),
    thread: {
      waitingOn: 'practice',
      episode: 999_999,
      waitingSince: at,
      askedAt: at,
      type: 'x'.repeat(40),
      typed: {
        episode: 999_999,
        by: 'words',
        score: 0.99,
        words: times(decidingMax.words, () => 'x'.repeat(decidingMax.bytes / decidingMax.words)),
      },
      assignee: staffIdSchema.parse(id(0)),
      goalDueAt: at,
      goalMissedAt: at,
      goalTimer: `999999@${at}`,
      promiseBroken: true,
      tasks: times(3, () => taskIdSchema.parse('01a2328c-8680-7a38-9826-688a49e24fe8')),
      promise: at,
      urgent: false,
      flags: ['review-opt-out', 'wrong-number'],
      lastTextAt: at,
      version: 999_999_999,
      readAt: at,
    },
    outbox: times(headLimits.outbox, (index) => ({
      seq: 999_999_000 + index,
      lane: 'conversation',
      state: 'claimed',
      at,
      timed: true,
    })),
    questions: times(headLimits.questions, (index) => ({
      kind: 'confirm-appointment',
      appointmentId: appointmentIdSchema.parse(id(index)),
      start: at,
      askedAt: at,
      number: 6,
      name: 'x'.repeat(listedNameLength),
    })),
    acknowledgedAt: times(headLimits.acknowledgements, () => at),
    automatedSent: times(automatedPerWeekMax, (index) => ({ seq: 999_999_000 + index, at, offer: true })),
    lastInboundAt: at,
    optOutToldAt: at,
    reviewSince: at,
    phiAskedAt: at,
    emergencyAnswered: { medical: at, 'self-harm': at },
    consentPendingSince: at,
  });
}

const bytesOf = (head: ContactHead): number => Buffer.byteLength(JSON.stringify(head));

describe('the size of a head', () => {
  /** Of letters that take two bytes. */
  const longest = 'ñ'.repeat(givenLengthMax);

  test('filled to all its limits it stays under 8 KB', () => {
    expect(bytesOf(fullHead(longest))).toBeLessThan(8 * 1024);
  });
});

describe('when the sweep has to look', () => {
  const entry = { seq: 1, lane: 'conversation', at } as const;

  test.each([
    ['nothing', [], undefined],
    ['a queued text', [{ ...entry, state: 'queued' }], at],
    ['a held one', [{ ...entry, state: 'held' }], at],
    [
      'a claim, when nobody can be working on it',
      [{ ...entry, state: 'claimed' }],
      plusSeconds(at, claimStaleAfterSeconds),
    ],
  ] as const)('%s', (_case, outbox, expected) => {
    expect(withNextDue(known({ outbox })).nextDueAt).toBe(expected);
  });

  test('it is derived anew: an old one does not stay', () => {
    expect(withNextDue(known({ nextDueAt: at }))).not.toHaveProperty('nextDueAt');
  });
});
