import { describe, expect, test } from 'vitest';
import { awaitAnswer } from '../../shared/domain/episode.ts';
import { strike } from '../../shared/domain/goal-clock.ts';
import { answered, closeThread, noteCall } from '../../shared/domain/settle-thread.ts';
import { type IsoInstant, isoFrom } from '../../shared/domain/time.ts';
import { draftOn, happeningsOf, known, practiceWith, sam, tuesdayAtTen } from '../support/facts.ts';

const practice = practiceWith();
const at = (local: string): IsoInstant => isoFrom(`2026-12-${local}:00-05:00`);

function waiting(now = tuesdayAtTen) {
  const draft = draftOn({ ...known(), lastInboundAt: now }, now);
  awaitAnswer(draft, practice, 'other');
  return draft.head;
}

/** Two hours from Tuesday at ten: missed at noon. */
function missed() {
  const head = waiting();
  const draft = draftOn(head, at('01T12:00'));
  const dueAt = isoFrom(head.thread.goalTimer?.slice(2) ?? '');
  strike(draft, practice, { id: head.thread.goalTimer ?? '', dueAt });
  return draft.head;
}

describe('an answer', () => {
  test('in time keeps goal and promise, and is measured in business minutes', () => {
    const draft = draftOn(waiting(), at('01T11:30'));
    expect(answered(draft, practice, sam)).toBe(true);
    expect(draft.episodes).toEqual([
      {
        practiceId: draft.head.practiceId,
        contactId: draft.head.contactId,
        episode: 1,
        type: 'other',
        by: sam,
        waitingSince: tuesdayAtTen,
        settledAt: at('01T11:30'),
        settledBy: 'answer',
        businessMinutes: 90,
        goalDueAt: at('01T12:00'),
        goalKept: true,
        promiseKept: true,
      },
    ]);
    expect(draft.happenings).toContainEqual(
      expect.objectContaining({ type: 'thread.answered', status: 'kept', episode: 1 }),
    );
    expect(draft.head.thread).toEqual({
      waitingOn: 'patient',
      episode: 1,
      type: 'other',
      askedAt: tuesdayAtTen,
      urgent: false,
      flags: [],
      lastTextAt: tuesdayAtTen,
    });
  });

  test('to the minute of the promise keeps it, and a second later breaks it though no timer fired', () => {
    const kept = draftOn(waiting(), at('01T12:00'));
    answered(kept, practice);
    expect(kept.episodes).toMatchObject([{ goalKept: true, promiseKept: true }]);
    const late = draftOn(waiting(), isoFrom('2026-12-01T12:00:01-05:00'));
    answered(late, practice);
    expect(late.episodes).toMatchObject([{ goalKept: false, promiseKept: false }]);
  });

  test('after a miss is of a broken promise, though the second promise was kept', () => {
    const head = missed();
    const draft = draftOn(head, at('01T13:00'));
    answered(draft, practice);
    expect(draft.episodes).toMatchObject([{ goalKept: false, promiseKept: false, businessMinutes: 180 }]);
    expect(draft.tasksSettled).toEqual([{ taskId: head.thread.tasks?.[0], decision: 'answer' }]);
    expect(draft.timersCleared).toEqual([{ kind: 'goal', id: head.thread.goalTimer }]);
    expect(draft.head.thread).not.toHaveProperty('promiseBroken');
  });

  test('over a weekend counts the hours of business alone', () => {
    const draft = draftOn(waiting(at('04T16:30')), at('07T09:15'));
    answered(draft, practice);
    expect(draft.episodes).toMatchObject([{ businessMinutes: 45 }]);
  });

  test('to nobody who waits changes nothing', () => {
    const draft = draftOn(known());
    expect([answered(draft, practice), draft.episodes, draft.happenings]).toEqual([false, [], []]);
  });

  test('is of no promise where none was made', () => {
    const { promise: _none, ...thread } = waiting().thread;
    const draft = draftOn({ ...waiting(), thread }, at('01T11:00'));
    answered(draft, practice);
    expect(draft.episodes[0]).not.toHaveProperty('promiseKept');
  });
});

describe('a call that is noted', () => {
  test('is an answer', () => {
    const draft = draftOn(missed(), at('01T13:00'));
    expect(noteCall(draft, practice, sam)).toBe(true);
    expect(draft.episodes).toMatchObject([{ settledBy: 'call', by: sam }]);
    expect(happeningsOf(draft)).toEqual(['thread.answered']);
  });
});

describe('closing', () => {
  test('settles who waited with its reason, and says so itself', () => {
    const draft = draftOn(waiting(), at('01T11:00'));
    expect(closeThread(draft, practice, { reason: 'Came to the desk.', by: sam })).toBe(true);
    expect(draft.episodes).toMatchObject([{ settledBy: 'closed', reason: 'Came to the desk.' }]);
    expect(happeningsOf(draft)).toEqual(['thread.closed']);
    expect(draft.head.thread.waitingOn).toBe('closed');
    expect(draft.head.thread).not.toHaveProperty('askedAt');
    expect(draft.timersCleared).toHaveLength(1);
  });

  test('where nobody waited closes alone, and twice is once', () => {
    const over = draftOn(waiting());
    answered(over, practice);
    const draft = draftOn(over.head);
    expect(closeThread(draft, practice, { reason: 'Done.', by: sam })).toBe(true);
    expect(draft.episodes).toEqual([]);
    expect(closeThread(draft, practice, { reason: 'Done.', by: sam })).toBe(false);
    expect(happeningsOf(draft)).toEqual(['thread.closed']);
  });
});
