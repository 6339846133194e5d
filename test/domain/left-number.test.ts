import { describe, expect, test } from 'vitest';
import type { ContactHead } from '../../shared/domain/contact.ts';
import {
  appointmentIdSchema,
  noticeIdSchema,
  patientIdSchema,
  textIdOf,
} from '../../shared/domain/identifiers.ts';
import { stillTheirs } from '../../shared/domain/left-rule.ts';
import { stillMeant, tellsSomebody, untold } from '../../shared/domain/notice-rule.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { decideNumber, suspend } from '../../shared/domain/suspension.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  contactId,
  draftOn,
  everythingOn,
  known,
  patientId,
  profile,
  sam,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const now = tuesdayAtTen;
const facts = {
  purpose: 'appointment',
  expiresAt: now,
  profile,
  purposes: everythingOn,
  policy: startingPolicy,
  now,
} as const;

describe('what was written to a number that its patients left', () => {
  const answer = (automated: boolean | undefined, seq: number | undefined, leftSeq: number | undefined) => {
    const head: ContactHead = { ...known(), ...(leftSeq !== undefined && { leftSeq }) };
    const found = stillTheirs({ ...facts, automated, seq, head });
    return found && `${found.outcome} ${found.code}: ${found.detail}`;
  };
  const anybodys =
    "refuse suspended: Whom it was written to has left this number since: it may be anybody's.";

  test.each([
    ['by a person, before', false, 4, 5, anybodys],
    ['by a person, first of all after', false, 5, 5, undefined],
    ['by the system, which asks again of what it is about', true, 4, 5, undefined],
    ['by a person, where nobody left', false, 4, undefined, undefined],
    ['and is only asked about', undefined, undefined, 5, undefined],
    ['and does not stand in it yet', false, undefined, 5, undefined],
  ] as const)('%s', (_what, automated, seq, leftSeq, expected) => {
    expect(answer(automated, seq, leftSeq)).toBe(expected);
  });
});

describe('a notice about visits', () => {
  const hour = (hours: number) => plusSeconds(now, hours * 3600);
  const ids = ['A-1', 'A-2'].map((id) => appointmentIdSchema.parse(id));
  const [first, second] = [hour(1), hour(2)].map((start, index) =>
    appointmentAt(start, { appointmentId: ids[index] ?? expect.fail() }),
  );
  if (!first || !second) throw new Error('There are two.');
  const notice = {
    noticeId: noticeIdSchema.parse('0198f000-0000-7000-8000-000000000001'),
    appointments: [first, second].map(({ appointmentId, start }) => ({ appointmentId, start })),
  };
  const gone = 'refuse appointment-changed: Every appointment that the notice is about is gone or has moved.';
  const begun = 'refuse expired: Every appointment that the notice is about has begun.';
  const stands = 'ok still-true: An appointment that the notice is about stands.';
  const cancelled = { ...first, status: 'cancelled' } as const;
  const ofOther = { ...first, patientIds: [patientIdSchema.parse('P-9')] };
  const another = { ...first, appointmentId: appointmentIdSchema.parse('A-3') };
  const later = { ...first, start: hour(3) };

  test.each([
    ['both of which stand', [first, second], 0, stands],
    ['one of which stands', [cancelled, second], 0, stands],
    ['one of which has begun', [first, second], 1.5, stands],
    ['the last of which begins now', [first, second], 2, begun],
    ['that are all cancelled', [cancelled], 0, gone],
    ['that are gone', [], 0, gone],
    ['of nobody who is reached here', [ofOther], 0, gone],
    ['of which another stands at that time', [another], 0, gone],
    ['of which one has another time', [later], 0, gone],
  ])('%s', (_what, noticed, after, expected) => {
    const found = stillMeant({ ...facts, head: known(), notice, noticed, now: hour(after) });
    expect(found && `${found.outcome} ${found.code}: ${found.detail}`).toBe(expected);
    if (after === 0) expect(tellsSomebody(notice, known(), noticed)).toBe(expected === stands);
  });

  test('whose visits nobody could read is about none', () => {
    expect(stillMeant({ ...facts, head: known(), notice })?.code).toBe('appointment-changed');
  });

  test('leaves untold the first that stands as it says, whoever is reached there', () => {
    const found = [[cancelled, second], [ofOther], [another, later, cancelled], []].map((one) =>
      untold(notice, one),
    );
    expect(found).toEqual([['A-2'], ['A-1'], [], []]);
  });
});

describe('a number that a person checks', () => {
  const textId = textIdOf(contactId, 3);
  const flagged: ContactHead = {
    ...known({ nextSeq: 7 }),
    thread: { ...stranger().thread, flags: ['vip', 'wrong-number'] },
    questions: [
      {
        kind: 'confirm-appointment',
        appointmentId: appointmentIdSchema.parse('A-1'),
        start: now,
        askedAt: now,
      },
    ],
  };
  function doubted() {
    const draft = draftOn(flagged);
    suspend(draft, textId);
    return draft;
  }

  test('is doubted once, asks nothing meanwhile, and says so by one flag', () => {
    const draft = doubted();
    suspend(draft, textId);
    expect(draft.head).toMatchObject({
      patients: [],
      questions: [],
      suspended: { patients: [{ patientId }] },
    });
    expect(draft.head.thread.flags).toEqual(['vip', 'wrong-number']);
    expect(draft.tasks).toMatchObject([{ kind: 'check-number', textId }]);
  });

  test.each([textId, undefined])(
    'and finds wrong has nobody, and what was agreed is revoked (%s)',
    (ofText) => {
      const draft = doubted();
      decideNumber(draft, { decision: 'wrong-number', textId: ofText, by: sam });
      expect(draft.head).toMatchObject({ patients: [], leftSeq: 7, thread: { flags: ['vip'] } });
      expect(draft.consents.map(({ scope }) => scope)).toEqual(['informational', 'marketing', 'phi']);
      for (const event of draft.consents) {
        expect(event).toMatchObject({
          action: 'revoked',
          basis: 'express',
          source: 'check-number',
          evidence: { words: "A person found that this number is not the patient's." },
          by: sam,
        });
        expect(event.textId).toBe(ofText);
        expect('textId' in event).toBe(ofText !== undefined);
      }
      expect(draft.head.consentPendingSince).toBe(now);
    },
  );

  test('and finds wrong after a STOP is revoked no second time', () => {
    const draft = doubted();
    const revoked = { state: 'revoked', at: now, seq: 1 } as const;
    draft.head = { ...draft.head, consent: { ...draft.head.consent, informational: revoked } };
    decideNumber(draft, { decision: 'wrong-number', textId, by: sam });
    expect(draft.consents.map(({ scope }) => scope)).toEqual(['marketing', 'phi']);
  });

  test('and nobody doubts is left as it is', () => {
    const draft = draftOn(flagged);
    decideNumber(draft, { decision: 'wrong-number', textId, by: sam });
    expect([draft.head, draft.consents]).toEqual([flagged, []]);
  });
});
