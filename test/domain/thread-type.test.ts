import { describe, expect, test } from 'vitest';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { awaitAnswer } from '../../shared/domain/episode.ts';
import { decideInbound, meaningOf } from '../../shared/domain/inbound.ts';
import { answered } from '../../shared/domain/settle-thread.ts';
import { startingTypes } from '../../shared/domain/starting-types.ts';
import { retype, typedNow } from '../../shared/domain/thread-type.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { draftOn, idsInOrder, known, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const sam = 'sam' as NonNullable<(typeof startingTypes)[number]['pointPerson']>;
/** Sam answers bills; nobody in particular the rest. */
const practice = practiceWith({
  'message-types': startingTypes.map((one) =>
    one.type === 'billing-inquiry' ? { ...one, pointPerson: sam } : one,
  ),
});

let sent = 0;
function texted(head: ContactHead, body: string, now = tuesdayAtTen): ContactHead {
  sent += 1;
  const arrived = { carrierMessageId: `m-${sent}`, body, media: [] };
  const meaning = meaningOf(head, body, now);
  return decideInbound({ head, practice, arrived, meaning, now, newId: idsInOrder() }).head;
}
const later = plusSeconds(tuesdayAtTen, 600);

describe('the type of a thread', () => {
  test('is that of the first text of an episode, with what decided', () => {
    const { thread } = texted(known(), 'how much do I owe');
    expect(thread).toMatchObject({ type: 'billing-inquiry', assignee: 'sam', typed: { by: 'words' } });
    expect(thread.typed).toMatchObject({ words: expect.arrayContaining(['owe']) });
  });

  test('stays while it waits, whatever is asked next', () => {
    const first = texted(known(), 'how much do I owe');
    const next = texted(first, 'and I need a refill', later);
    expect(next.thread).toMatchObject({ type: 'billing-inquiry', typed: first.thread.typed });
  });

  test('becomes what a further text says where the first said nothing; the promise stands', () => {
    const first = texted(known(), 'hi there');
    expect(first.thread.type).toBe('other');
    const next = texted(first, 'how much do I owe', later);
    expect(next.thread).toMatchObject({ type: 'billing-inquiry', assignee: 'sam' });
    const { promise, goalDueAt, waitingSince, episode } = first.thread;
    expect(next.thread).toMatchObject({ promise, goalDueAt, waitingSince, episode });
  });

  test('is found anew in the next episode', () => {
    const over = draftOn(texted(known(), 'how much do I owe'));
    answered(over, practice);
    expect(texted(over.head, 'I need a refill', later).thread.type).toBe('prescription');
  });

  test('is told by words of the running episode alone', () => {
    const over = draftOn(texted(known(), 'how much do I owe'));
    expect(typedNow(over.head.thread)).toMatchObject({ by: 'words' });
    answered(over, practice);
    awaitAnswer(over, practice, 'appointment-request');
    expect(typedNow(over.head.thread)).toBeUndefined();
  });
});

describe('a person who retypes', () => {
  test('changes the type and who holds it; the goal and the promise stand', () => {
    const head = texted(known(), 'I need a refill');
    const draft = draftOn(head, later);
    expect(retype(draft, practice, 'billing-inquiry')).toBe(true);
    expect(draft.head.thread).toEqual({
      ...head.thread,
      type: 'billing-inquiry',
      typed: { episode: 1, by: 'staff' },
      assignee: 'sam',
    });
    expect([draft.newTexts, draft.timersSet, draft.timersCleared, draft.tasks]).toEqual([[], [], [], []]);
  });

  test('to a type of nobody leaves the thread with whoever holds it', () => {
    const draft = draftOn(texted(known(), 'how much do I owe'));
    retype(draft, practice, 'records');
    expect(draft.head.thread.assignee).toBe('sam');
  });

  test('twice changes nothing the second time', () => {
    const draft = draftOn(texted(known(), 'I need a refill'));
    retype(draft, practice, 'records');
    const again = draftOn(draft.head);
    expect(retype(again, practice, 'records')).toBe(false);
    expect(again.head).toEqual(draft.head);
  });

  test('has the last word in the episode, and none in the next', () => {
    const draft = draftOn(texted(known(), 'I need a refill'));
    retype(draft, practice, 'other');
    const further = texted(draft.head, 'how much do I owe', later);
    expect(further.thread).toMatchObject({ type: 'other', typed: { by: 'staff' } });
    const over = draftOn(further);
    answered(over, practice);
    expect(texted(over.head, 'how much do I owe', later).thread).toMatchObject({
      type: 'billing-inquiry',
      typed: { by: 'words' },
    });
  });
});
