import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContactHead } from '../../shared/domain/contact.ts';
import {
  decideClaim,
  decideOutcome,
  type HandOverOutcome,
  lostMax,
  nextReleased,
  retrySeconds,
  staleClaims,
} from '../../shared/domain/delivery.ts';
import type { Draft } from '../../shared/domain/draft.ts';
import { revokeAll } from '../../shared/domain/opt-out.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import { decideReceipt, type Reported } from '../../shared/domain/receipt.ts';
import { movesForward, type OutText, outboundStatuses } from '../../shared/domain/text.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  appointmentId,
  draftOn,
  happeningsOf,
  idsInOrder,
  known,
  practiceWith,
  queued,
  tuesdayAtTen,
} from '../support/facts.ts';

const claim = (head: ContactHead, text: OutText, now = tuesdayAtTen, practice = practiceWith()) =>
  decideClaim({ head, text, practice, appointment: undefined, now, newId: idsInOrder() });

const outcome = (head: ContactHead, text: OutText, came: HandOverOutcome, now = tuesdayAtTen) =>
  decideOutcome({ head, text, now, newId: idsInOrder(), jitter: 0.5 }, came);

const receipt = (
  head: ContactHead,
  text: OutText,
  status: Reported['status'],
  more: Partial<Reported> = {},
) =>
  decideReceipt(
    { head, text, now: tuesdayAtTen, newId: idsInOrder() },
    { status, carrierMessageId: 'SM1', ...more },
  );

/** A text that was claimed a moment ago. */
function claimed(purpose: Purpose, head: ContactHead = known({ lastInboundAt: tuesdayAtTen })) {
  const start = queued(head, purpose);
  const decided = claim(start.head, start.text);
  return { head: decided.draft.head, text: decided.claimed ?? expect.fail('It may go.') };
}

/** The same text, its turn come again. */
function claimedAgain({ head, changedTexts }: Draft) {
  const decided = claim(head, changedTexts[0] ?? expect.fail('It waits.'));
  return { head: decided.draft.head, text: decided.claimed ?? expect.fail('It may go.') };
}

const accepted: HandOverOutcome = { outcome: 'accepted', carrierMessageId: 'SM1' };

describe('what leaves next', () => {
  const outbox = (...entries: [seq: number, purpose: Purpose][]): ContactHead => {
    let head = known({ lastInboundAt: tuesdayAtTen });
    for (const [seq, purpose] of entries) head = queued({ ...head, nextSeq: seq }, purpose).head;
    return head;
  };

  test('goes lane by lane, and within a lane in the order of the queue', () => {
    let head = outbox(
      [1, 'appointment'],
      [2, 'reply'],
      [3, 'service'],
      [4, 'acknowledgement'],
      [5, 'emergency'],
      [6, 'service'],
    );
    const order: number[] = [];
    for (let next = nextReleased(head, tuesdayAtTen); next; next = nextReleased(head, tuesdayAtTen)) {
      const { seq } = next;
      order.push(seq);
      head = { ...head, outbox: head.outbox.filter((entry) => entry.seq !== seq) };
    }
    expect(order).toEqual([5, 3, 6, 2, 4, 1]);
  });

  test('a held or waiting one blocks nobody, and rejoins at its moment', () => {
    const night = isoFrom('2026-12-01T22:00:00-05:00');
    const held = queued(known(), 'appointment', { now: night });
    const both = queued(held.head, 'service', { now: night });
    expect(nextReleased(both.head, night)?.seq).toBe(2);
    expect(nextReleased(held.head, night)).toBeUndefined();
    expect(nextReleased(held.head, isoFrom('2026-12-02T08:00:00-05:00'))?.seq).toBe(1);
  });

  test('what is claimed is not taken again, and counts as stale after two minutes', () => {
    const { head } = claimed('reply');
    expect(nextReleased(head, plusSeconds(tuesdayAtTen, 3600))).toBeUndefined();
    expect(staleClaims(head, plusSeconds(tuesdayAtTen, 119))).toEqual([]);
    expect(staleClaims(head, plusSeconds(tuesdayAtTen, 120))).toHaveLength(1);
    expect(head.nextDueAt).toBe(plusSeconds(tuesdayAtTen, 120));
  });
});

describe('a claim asks for the permit once more', () => {
  test('it goes', () => {
    const { head, text } = claimed('reply');
    expect(text).toMatchObject({ status: 'claimed', claims: 1, permit: { verdict: 'send' } });
    expect(head.outbox).toMatchObject([{ seq: 1, state: 'claimed', at: tuesdayAtTen }]);
  });

  test('it is held, with one timer, and claimed when that comes', () => {
    const { head, text } = queued(known(), 'appointment');
    const night = isoFrom('2026-12-01T22:00:00-05:00');
    const morning = isoFrom('2026-12-02T08:00:00-05:00');
    const held = claim(head, { ...text, expiresAt: isoFrom('2026-12-03T08:00:00-05:00') }, night);
    expect(held.claimed).toBeUndefined();
    expect(held.draft.changedTexts).toMatchObject([{ status: 'held', permit: { at: morning } }]);
    expect(held.draft.timersSet).toMatchObject([{ kind: 'release', dueAt: morning }]);
    const [changed] = held.draft.changedTexts;
    const released = claim(held.draft.head, changed ?? expect.fail(), morning);
    expect(released.claimed?.status).toBe('claimed');
    expect(released.draft.timersCleared).toEqual([{ kind: 'release', id: held.draft.timersSet[0]?.id }]);
  });

  test('after an opt-out nothing covered is claimed, and who wrote an answer hears that it never left', () => {
    for (const purpose of ['reply', 'acknowledgement', 'appointment', 'care'] as const) {
      const { head, text } = queued(known({ lastInboundAt: tuesdayAtTen }), purpose);
      const stopped = draftOn(head);
      revokeAll(stopped, { source: 'inbound-text', words: 'STOP' });
      const { draft, claimed: went } = claim(stopped.head, text);
      expect([purpose, went]).toEqual([purpose, undefined]);
      expect(draft.changedTexts).toMatchObject([{ status: 'refused', permit: { code: 'opted-out' } }]);
      expect(draft.head.outbox).toEqual([]);
      const answer = purpose === 'reply';
      expect(draft.tasks.map(({ kind, textId }) => [kind, textId])).toEqual(
        answer ? [['call-patient', text.textId]] : [],
      );
      expect(happeningsOf(draft)).toEqual(['text.status', ...(answer ? ['task.raised'] : [])]);
    }
  });

  test('the confirmation of an opt-out and an emergency are claimed', () => {
    for (const purpose of ['service', 'emergency'] as const) {
      const { head, text } = queued(known(), purpose);
      const stopped = draftOn(head);
      revokeAll(stopped, { source: 'inbound-text', words: 'STOP' });
      expect(claim(stopped.head, text).claimed?.status).toBe('claimed');
    }
  });

  test('an expired one is dropped with a note to staff', () => {
    const { head, text } = queued(known(), 'reply');
    const { draft } = claim(head, text, text.expiresAt);
    expect(draft.changedTexts).toMatchObject([{ status: 'expired' }]);
    expect(draft.tasks).toMatchObject([{ kind: 'call-patient', textId: text.textId }]);
  });

  test('of an appointment that moved it is refused without a task: the new plan speaks', () => {
    const { head, text } = queued(known(), 'appointment');
    const start = isoFrom('2026-12-02T09:30:00-05:00');
    const about = { ...text, about: { appointmentId, start, step: '3d' } };
    const practice = practiceWith();
    const appointment = appointmentAt(plusSeconds(start, 3600));
    const { draft } = decideClaim({
      head,
      text: about,
      practice,
      appointment,
      now: tuesdayAtTen,
      newId: idsInOrder(),
    });
    expect(draft.changedTexts).toMatchObject([
      { status: 'refused', permit: { code: 'appointment-changed' } },
    ]);
    expect(draft.tasks).toEqual([]);
  });

  test('a text that tells how to opt out is remembered when it leaves', () => {
    const { head, text } = queued(known(), 'reply');
    expect(claim(head, { ...text, tellsOptOut: true }).draft.head.optOutToldAt).toBe(tuesdayAtTen);
    expect(claim(head, text).draft.head.optOutToldAt).toBeUndefined();
  });
});

describe('what became of a hand-over', () => {
  test('accepted: sent, and out of the outbox', () => {
    const { head, text } = claimed('reply');
    const draft = outcome(head, text, accepted);
    expect(draft.changedTexts).toMatchObject([{ status: 'sent', carrierMessageId: 'SM1' }]);
    expect(draft.head.outbox).toEqual([]);
    expect(draft.head.nextDueAt).toBeUndefined();
  });

  test('rejected: failed, and a person calls', () => {
    const { head, text } = claimed('appointment');
    const draft = outcome(head, text, { outcome: 'rejected', obstacle: 'landline', code: '30006' });
    expect(draft.changedTexts).toMatchObject([{ status: 'failed', history: [{}, {}, { code: '30006' }] }]);
    expect(draft.tasks).toMatchObject([{ kind: 'call-patient' }]);
  });

  test("rejected as opted out: the carrier's list is ours, and no task and no confirmation follows", () => {
    const { head, text } = claimed('appointment');
    const draft = outcome(head, text, { outcome: 'rejected', obstacle: 'opted-out', code: '21610' });
    expect(draft.head.consent.informational.state).toBe('revoked');
    expect(draft.consents[0]).toMatchObject({ source: 'carrier', textId: text.textId });
    expect(happeningsOf(draft)).toEqual(['text.status', 'consent.revoked']);
    expect([draft.tasks, draft.newTexts]).toEqual([[], []]);
  });

  test('a confirmation that fails is no call', () => {
    const { head, text } = claimed('service');
    expect(outcome(head, text, { outcome: 'rejected', obstacle: 'landline', code: '30006' }).tasks).toEqual(
      [],
    );
  });

  test('not taken: it waits with a timer, longer each time, and takes its turn again', () => {
    const { head, text } = claimed('reply');
    const draft = outcome(head, text, { outcome: 'not-taken', code: '429' });
    expect(draft.changedTexts).toMatchObject([{ status: 'queued' }]);
    expect(draft.timersSet).toMatchObject([{ kind: 'release', dueAt: plusSeconds(tuesdayAtTen, 5) }]);
    expect(draft.head.outbox).toMatchObject([{ state: 'queued', timed: true }]);
    const asked = outcome(head, text, { outcome: 'not-taken', code: '429', retryAfterSeconds: 77 });
    expect(asked.timersSet).toMatchObject([{ dueAt: plusSeconds(tuesdayAtTen, 77) }]);
  });

  test('the wait doubles to fifteen minutes, spread by half', () => {
    expect([1, 2, 3, 9, 50].map((claims) => retrySeconds(claims, 0.5))).toEqual([5, 10, 20, 900, 900]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (claims, jitter) => {
          const seconds = retrySeconds(claims, jitter);
          expect(seconds).toBeGreaterThanOrEqual(3.75);
          expect(seconds).toBeLessThanOrEqual(900 * 1.25);
        },
      ),
    );
  });

  test('abandoned: nothing left us, so it is queued for now', () => {
    const { head, text } = claimed('reply');
    const draft = outcome(head, text, { outcome: 'abandoned' });
    expect(draft.changedTexts).toMatchObject([
      { status: 'queued', history: [{}, {}, { code: 'abandoned' }] },
    ]);
    expect(happeningsOf(draft)).toEqual(['text.queued']);
    expect(draft.timersSet).toEqual([]);
  });

  test.each(['reply', 'acknowledgement', 'appointment', 'service', 'care', 'recall', 'bill'] as const)(
    'unknown: %s is never repeated, and a person is told',
    (purpose) => {
      const { head, text } = claimed(purpose);
      const draft = outcome(head, text, { outcome: 'unknown', code: 'timeout' });
      expect(draft.changedTexts).toMatchObject([{ status: 'unknown' }]);
      expect([draft.head.outbox, draft.timersSet]).toEqual([[], []]);
      expect(draft.tasks).toMatchObject([{ kind: 'unknown-outcome', textId: text.textId }]);
    },
  );

  test('unknown: an emergency is repeated until nobody knew of its eighth hand-over, and then a person is told', () => {
    let { head, text } = claimed('emergency');
    for (let times = 1; times < lostMax; times += 1) {
      const draft = outcome(head, text, { outcome: 'unknown', code: 'timeout' });
      expect(draft.changedTexts).toMatchObject([{ status: 'queued' }]);
      expect(draft.head.outbox).toMatchObject([{ state: 'queued', lane: 'emergency' }]);
      expect(draft.tasks).toEqual([]);
      ({ head, text } = claimedAgain(draft));
    }
    const draft = outcome(head, text, { outcome: 'unknown', code: 'timeout' });
    expect(draft.changedTexts).toMatchObject([{ status: 'unknown' }]);
    expect([draft.head.outbox, draft.timersSet]).toEqual([[], []]);
    expect(draft.tasks).toMatchObject([{ kind: 'unknown-outcome', textId: text.textId }]);
    const waits = Array.from({ length: lostMax - 1 }, (_, times) => retrySeconds(times + 1, 1));
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(1800);
  });

  test.each([{ outcome: 'not-taken', code: '429' }, { outcome: 'abandoned' }] as const)(
    '$outcome: counts toward no bound of what is repeated',
    (answer) => {
      let { head, text } = claimed('emergency');
      for (let times = 0; times < 2 * lostMax; times += 1)
        ({ head, text } = claimedAgain(outcome(head, text, answer)));
      const draft = outcome(head, text, { outcome: 'unknown', code: 'timeout' });
      expect(draft.changedTexts).toMatchObject([{ status: 'queued' }]);
    },
  );
});

describe('a receipt', () => {
  test('before the outcome settles the text, and no outcome takes that back', () => {
    const { head, text } = claimed('reply');
    const came = receipt(head, text, 'delivered');
    const delivered = came?.changedTexts[0] ?? expect.fail();
    expect(delivered).toMatchObject({ status: 'delivered', carrierMessageId: 'SM1' });
    expect(came?.head.outbox).toEqual([]);
    const others: HandOverOutcome[] = [
      accepted,
      { outcome: 'unknown', code: 'timeout' },
      { outcome: 'not-taken', code: '429' },
      { outcome: 'rejected', obstacle: 'other', code: '1' },
      { outcome: 'abandoned' },
    ];
    for (const late of others) {
      const draft = outcome(came?.head ?? head, delivered, late);
      expect(draft.changedTexts.every(({ status }) => status === 'delivered')).toBe(true);
      expect([draft.head.outbox, draft.tasks, draft.timersSet]).toEqual([[], [], []]);
    }
  });

  test('says nothing twice, and nothing late', () => {
    const { head, text } = claimed('reply');
    const delivered = receipt(head, text, 'delivered');
    const stands = delivered?.changedTexts[0] ?? expect.fail();
    for (const status of ['sent', 'delivered', 'failed'] as const)
      expect(receipt(delivered?.head ?? head, stands, status)).toBeUndefined();
  });

  test('settles an outcome that was unknown', () => {
    const { head, text } = claimed('reply');
    const lost = outcome(head, text, { outcome: 'unknown', code: 'timeout' });
    const [unknown] = lost.changedTexts;
    expect(receipt(lost.head, unknown ?? expect.fail(), 'delivered')?.changedTexts).toMatchObject([
      { status: 'delivered' },
    ]);
    expect(
      receipt(lost.head, unknown ?? expect.fail(), 'failed', { obstacle: 'landline', code: '30006' })?.tasks,
    ).toMatchObject([{ kind: 'call-patient' }]);
  });

  test('of a number on the block list is a revocation, even where the text has gone further', () => {
    const { head, text } = claimed('reply');
    const sent = outcome(head, text, accepted);
    const stands = { ...(sent.changedTexts[0] ?? expect.fail()), status: 'delivered' } as const;
    const draft = receipt(sent.head, stands, 'failed', { obstacle: 'opted-out', code: '21610' });
    expect(draft?.head.consent.informational.state).toBe('revoked');
    expect(draft?.changedTexts).toEqual([]);
    expect(
      receipt(draft?.head ?? head, stands, 'failed', { obstacle: 'opted-out', code: '21610' }),
    ).toBeUndefined();
  });

  test('that it failed as opted out changes the text once and the ledger once', () => {
    const { head, text } = claimed('appointment');
    const draft = receipt(head, text, 'failed', { obstacle: 'opted-out', code: '21610' });
    expect(draft?.changedTexts).toHaveLength(1);
    expect(draft?.consents).toHaveLength(3);
    expect(happeningsOf(draft ?? expect.fail()).filter((type) => type === 'consent.revoked')).toHaveLength(1);
  });

  test('of a text that waits to be tried again takes it out with its timer', () => {
    const { head, text } = claimed('reply');
    const waiting = outcome(head, text, { outcome: 'not-taken', code: '429' });
    const [stands] = waiting.changedTexts;
    const draft = receipt(waiting.head, stands ?? expect.fail(), 'delivered');
    expect(draft?.head.outbox).toEqual([]);
    expect(draft?.timersCleared).toEqual([{ kind: 'release', id: waiting.timersSet[0]?.id }]);
  });
});

test('whatever happens to a text, in any order, its status never moves backwards and it is handed over once', () => {
  const happenings = ['accepted', 'unknown', 'sent', 'delivered', 'failed', 'stop'] as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 8 }), (said) => {
      let { head, text } = claimed('reply');
      let now: IsoInstant = tuesdayAtTen;
      for (const one of said) {
        now = plusSeconds(now, 1);
        const draft =
          one === 'accepted'
            ? outcome(head, text, accepted, now)
            : one === 'unknown'
              ? outcome(head, text, { outcome: 'unknown', code: 'timeout' }, now)
              : one === 'stop'
                ? draftOn(head, now)
                : receipt(head, text, one);
        if (!draft) continue;
        if (one === 'stop') revokeAll(draft, { source: 'inbound-text', words: 'STOP' });
        const after = draft.changedTexts.at(-1) ?? text;
        expect(draft.changedTexts.length).toBeLessThanOrEqual(1);
        if (after.status !== text.status) expect(movesForward(text.status, after.status)).toBe(true);
        ({ head } = draft);
        text = after;
        expect(nextReleased(head, plusSeconds(now, 86_400))).toBeUndefined();
      }
    }),
  );
});

test('forward is a strict order of the statuses that are final, and what may still leave has one place', () => {
  for (const from of outboundStatuses) {
    expect(movesForward(from, from)).toBe(false);
    for (const to of outboundStatuses) expect(movesForward(from, to) && movesForward(to, from)).toBe(false);
  }
  expect(movesForward('claimed', 'queued')).toBe(false);
  expect(movesForward('unknown', 'sent')).toBe(true);
  expect(movesForward('delivered', 'failed')).toBe(false);
});
