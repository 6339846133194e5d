import { describe, expect, test } from 'vitest';
import type { ContactHead, OutboxEntry } from '../../shared/domain/contact.ts';
import { decideClaim, decideOutcome, nextReleased, staleClaims } from '../../shared/domain/delivery.ts';
import { type Lane, laneOf } from '../../shared/domain/purpose.ts';
import { decideReceipt } from '../../shared/domain/receipt.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { idsInOrder, known, practiceWith, queued, tuesdayAtTen } from '../support/facts.ts';

const now = tuesdayAtTen;
const entry = (seq: number, lane: Lane, state: OutboxEntry['state'] = 'queued', at = now): OutboxEntry => ({
  seq,
  lane,
  state,
  at,
});
const holding = (...outbox: readonly OutboxEntry[]): ContactHead => ({ ...known(), outbox });
const { reply, appointment, emergency } = laneOf;

describe('a text that leaves while another is being handed over', () => {
  test.each([
    ['waits for the one before it in its lane', [entry(1, reply, 'claimed'), entry(2, reply)], undefined],
    ['goes where that one came after it', [entry(3, reply, 'claimed'), entry(2, reply)], 2],
    ['goes where that one is in another lane', [entry(1, appointment, 'claimed'), entry(2, reply)], 2],
    [
      'goes where the one before it only waits for its moment',
      [entry(1, reply, 'held', plusSeconds(now, 60)), entry(2, reply)],
      2,
    ],
    ['goes where it is an emergency', [entry(1, emergency, 'claimed'), entry(2, emergency)], 2],
    [
      'of those before it one is enough',
      [entry(1, reply, 'claimed'), entry(5, reply, 'claimed'), entry(2, reply)],
      undefined,
    ],
    ['of several the first goes, however they stand', [entry(4, reply), entry(2, reply), entry(3, reply)], 2],
  ])('%s', (_what, outbox, seq) => {
    expect(nextReleased(holding(...outbox), now)?.seq).toBe(seq);
  });

  test('none leaves from an empty outbox', () => {
    expect(nextReleased(holding(), now)).toBeUndefined();
  });

  test('only a claim grows stale', () => {
    const old = plusSeconds(now, -3600);
    const head = holding(
      entry(1, reply, 'queued', old),
      entry(2, reply, 'held', old),
      entry(3, reply, 'claimed', old),
    );
    expect(staleClaims(head, now).map(({ seq }) => seq)).toEqual([3]);
  });
});

describe('a claim', () => {
  const claim = (more: Partial<Parameters<typeof decideClaim>[0]> = {}) => {
    const { head, text } = queued(known({ lastInboundAt: now }), 'reply');
    const facts = { head, text, practice: practiceWith(), appointment: undefined, now, newId: idsInOrder() };
    return { text, ...decideClaim({ ...facts, ...more }) };
  };

  test('says in which day it counts, where the practice bounds its day', () => {
    expect(claim({ share: { volume: 'room', day: '2026-12-01' } }).claimed).toMatchObject({
      countedOn: '2026-12-01',
    });
    expect(claim().claimed).not.toHaveProperty('countedOn');
  });

  test('that becomes a hold says so', () => {
    const { head, text } = queued(known(), 'appointment');
    const night = isoFrom('2026-12-01T22:00:00-05:00');
    const later = { ...text, expiresAt: isoFrom('2026-12-03T08:00:00-05:00') };
    const { draft } = claim({ head, text: later, now: night });
    expect(draft.happenings).toContainEqual(
      expect.objectContaining({ type: 'text.status', textId: text.textId, status: 'held' }),
    );
  });
});

describe('what became of a hand-over', () => {
  const start = queued(known({ lastInboundAt: now }), 'reply');
  const { draft, claimed } = decideClaim({
    ...start,
    practice: practiceWith(),
    appointment: undefined,
    now,
    newId: idsInOrder(),
  });
  const text = claimed ?? expect.fail('It may go.');
  const outcome = (of: typeof text, came: Parameters<typeof decideOutcome>[1]) =>
    decideOutcome({ head: draft.head, text: of, now, newId: idsInOrder(), jitter: 0.5 }, came);

  test('is told to a person where nobody knows it, with what the carrier said and what to do', () => {
    expect(outcome(text, { outcome: 'unknown', code: 'timeout' }).tasks).toMatchObject([
      {
        kind: 'unknown-outcome',
        textId: text.textId,
        detail:
          'The carrier did not say whether it took a text (timeout). It is not sent again: see whether it arrived.',
      },
    ]);
  });

  test("stands in the ledger with the carrier's code, where the number is on its own list", () => {
    const { consents } = outcome(text, { outcome: 'rejected', obstacle: 'opted-out', code: '21610' });
    expect(JSON.stringify(consents)).toContain('The carrier answered that this number opted out (21610).');
  });

  test('comes after its receipt: the text learns its name at the carrier and leaves the outbox, and stays delivered', () => {
    const report = { status: 'delivered', carrierMessageId: 'SM1' } as const;
    const heard = decideReceipt({ head: draft.head, text, now, newId: idsInOrder() }, report);
    const arrived = heard?.changedTexts[0] ?? expect.fail('It arrived.');
    const accepted = outcome(arrived, { outcome: 'accepted', carrierMessageId: 'SM1' });
    expect(accepted.changedTexts).toEqual([{ ...arrived, carrierMessageId: 'SM1' }]);
    expect(accepted.head.outbox).toEqual([]);
    const lost = outcome(arrived, { outcome: 'unknown', code: 'timeout' });
    expect([lost.changedTexts, lost.tasks, lost.head.outbox]).toEqual([[], [], []]);
  });
});
