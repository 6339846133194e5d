import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../shared/domain/business-time.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { awaitAnswer } from '../../shared/domain/episode.ts';
import { businessHoursOf } from '../../shared/domain/goal.ts';
import { automatedAnswersPerDayMax } from '../../shared/domain/permit-rules.ts';
import { answered } from '../../shared/domain/settle-thread.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { bodiesOf, draftOn, happeningsOf, known, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const texted = (head: ContactHead = known()): ContactHead => ({ ...head, lastInboundAt: tuesdayAtTen });

function waits(head: ContactHead = texted(), now = tuesdayAtTen, practice = practiceWith(), type = 'other') {
  const draft = draftOn(head, now);
  awaitAnswer(draft, practice, type);
  return draft;
}

const noon = isoFrom('2026-12-01T12:00:00-05:00');

describe('an episode', () => {
  test('begins with a promise, a clock and one acknowledgement', () => {
    const draft = waits();
    expect(draft.head.thread).toMatchObject({
      waitingOn: 'practice',
      episode: 1,
      waitingSince: tuesdayAtTen,
      goalDueAt: noon,
      promise: noon,
    });
    // Of 120 minutes, 96: the nudge. It sets the goal's own timer.
    const nudge = isoFrom('2026-12-01T11:36:00-05:00');
    expect(draft.timersSet).toMatchObject([{ kind: 'goal', id: `1@${nudge}`, dueAt: nudge, episode: 1 }]);
    expect(bodiesOf(draft)).toEqual([
      'Riverside: We got your message and will reply by 12:00 PM today. Reply STOP to opt out.',
    ]);
    expect(happeningsOf(draft)).toEqual(['thread.waiting', 'text.queued']);
  });

  test('a second text joins it: no second acknowledgement, no second clock', () => {
    const first = waits();
    const second = waits(first.head, plusSeconds(tuesdayAtTen, 60));
    expect([bodiesOf(second), second.timersSet, happeningsOf(second)]).toEqual([[], [], []]);
    expect(second.head.thread).toEqual({ ...first.head.thread, askedAt: plusSeconds(tuesdayAtTen, 60) });
  });

  test('after an answer a new text begins the next one, acknowledged again', () => {
    const over = draftOn(waits().head);
    answered(over, practiceWith());
    const next = waits(over.head, plusSeconds(tuesdayAtTen, 3600));
    expect(next.head.thread.episode).toBe(2);
    expect(next.timersSet).toMatchObject([{ kind: 'goal', episode: 2 }]);
    expect(bodiesOf(next)).toHaveLength(1);
  });

  test('how to opt out is told with the first automated text, and not with the next', () => {
    expect(bodiesOf(waits({ ...texted(), optOutToldAt: tuesdayAtTen }))[0]).not.toContain('STOP');
    const monthAgo = plusSeconds(tuesdayAtTen, -30 * 86_400);
    expect(bodiesOf(waits({ ...texted(), optOutToldAt: monthAgo }))[0]).toContain('STOP');
  });

  test('past the bound of automated answers nothing is sent and nothing promised, but it waits on a person all the same', () => {
    const acknowledgedAt = Array.from({ length: automatedAnswersPerDayMax }, () => tuesdayAtTen);
    const draft = waits({ ...texted(), acknowledgedAt });
    expect([bodiesOf(draft), draft.head.thread.promise]).toEqual([[], undefined]);
    expect(draft.head.thread).toMatchObject({ waitingOn: 'practice', goalDueAt: noon });
  });

  test('a practice that never opens promises nothing, and a person is told a day later', () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const draft = waits(texted(), tuesdayAtTen, practiceWith({ hours: { week: closed } }));
    expect(bodiesOf(draft)[0]).toContain('as soon as we can');
    expect(draft.head.thread.promise).toBeUndefined();
    expect(draft.head.thread.goalDueAt).toBe(plusSeconds(tuesdayAtTen, 86_400));
  });

  test('the point person of the type is the assignee', () => {
    const [first, ...rest] = practiceWith().settings['message-types'];
    if (!first) return expect.fail('There are types.');
    const types = [{ ...first, pointPerson: 'sam' as NonNullable<typeof first.pointPerson> }, ...rest];
    const draft = waits(texted(), tuesdayAtTen, practiceWith({ 'message-types': types }), first.type);
    expect(draft.head.thread.assignee).toBe('sam');
  });

  test("whenever a text comes, the promise is ahead, on a whole minute, and within the practice's hours", () => {
    const practice = practiceWith();
    const hours = businessHoursOf(practice.settings);
    const types = practice.settings['message-types'].map(({ type }) => type);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 86_400 * 1000 }),
        fc.constantFrom(...types),
        (milliseconds, type) => {
          const now = plusSeconds(tuesdayAtTen, milliseconds / 1000);
          const { promise } = waits(texted(), now, practice, type).head.thread;
          if (!promise) return expect.fail('A practice that opens promises.');
          expect(promise > now).toBe(true);
          expect(promise.endsWith(':00.000Z')).toBe(true);
          // The moment of closing is still a promise kept within hours.
          expect(isOpen(hours, plusSeconds(promise, -1))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
