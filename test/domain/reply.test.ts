import { describe, expect, test } from 'vitest';
import { headLimits } from '../../shared/domain/contact.ts';
import { awaitAnswer } from '../../shared/domain/episode.ts';
import { decideReply, permitFor } from '../../shared/domain/reply.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import {
  draftOn,
  happeningsOf,
  idsInOrder,
  known,
  practiceWith,
  queued,
  sam,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const night = isoFrom('2026-12-01T22:30:00-05:00');

const reply = (
  head = known(),
  now = tuesdayAtTen,
  more: { readonly sendNow?: boolean; readonly body?: string } = {},
) =>
  decideReply(
    { head, practice: practiceWith(), now, newId: idsInOrder() },
    { body: 'We are.', purpose: 'reply', by: sam, ...more },
  );

describe('a person answers', () => {
  test('the text is queued with its permit, who wrote it, and no automation', () => {
    const decision = reply();
    expect(decision).toMatchObject({
      outcome: 'accepted',
      text: { status: 'queued', purpose: 'reply', automated: false, by: sam, permit: { verdict: 'send' } },
    });
  });

  test('at night it is held to the morning with a timer, or goes at once where the person says so', () => {
    const held = reply(known(), night);
    if (held.outcome !== 'accepted') return expect.fail(held.outcome);
    expect([held.text.status, held.text.permit.at]).toEqual(['held', isoFrom('2026-12-02T08:00:00-05:00')]);
    expect(held.draft.timersSet).toMatchObject([
      { kind: 'release', dueAt: held.text.permit.at, textId: held.text.textId },
    ]);
    expect(happeningsOf(held.draft)).toEqual([]);
    expect(reply(known(), night, { sendNow: true })).toMatchObject({
      text: { status: 'queued', sendNow: true },
    });
  });

  test('the clock of the episode stops, once', () => {
    const waiting = draftOn(known());
    awaitAnswer(waiting, practiceWith(), 'other');
    const decision = reply(waiting.head);
    if (decision.outcome !== 'accepted') return expect.fail(decision.outcome);
    expect(decision.draft.timersCleared).toEqual([{ kind: 'goal', id: expect.stringMatching(/^1@/) }]);
    expect(decision.draft.head.thread).toMatchObject({ waitingOn: 'patient', episode: 1 });
    expect(decision.draft.head.thread.goalDueAt).toBeUndefined();
    expect(happeningsOf(decision.draft)).toEqual(['thread.answered', 'text.queued']);
    const again = reply(decision.draft.head);
    expect(again.outcome === 'accepted' && again.draft.timersCleared).toEqual([]);
  });

  test('a refusal changes nothing and brings its permit', () => {
    expect(reply(stranger())).toMatchObject({
      outcome: 'refused',
      permit: { verdict: 'refuse', code: 'no-consent' },
    });
  });

  test('look-alikes that would cost segments are written in GSM-7', () => {
    expect(reply(known(), tuesdayAtTen, { body: '“We’re here” – yes…' })).toMatchObject({
      text: { body: '"We\'re here" - yes...', segments: 1 },
    });
  });

  test('a full outbox takes no more', () => {
    let head = known();
    for (let count = 0; count < headLimits.outbox; count += 1) head = queued(head, 'reply').head;
    expect(reply(head)).toMatchObject({ outcome: 'refused', permit: { code: 'cap' } });
  });

  test('the permit asked for beforehand is the one that the text gets', () => {
    for (const now of [tuesdayAtTen, night]) {
      const decision = reply(known(), now);
      const asked = permitFor(
        { head: known(), practice: practiceWith(), now, newId: idsInOrder() },
        { purpose: 'reply', body: 'Tuesday at 9:30 works.' },
      );
      expect(decision.outcome === 'accepted' && decision.text.permit).toEqual(asked);
    }
  });
});
