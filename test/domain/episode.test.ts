import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../shared/domain/business-time.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { answered, awaitAnswer, missGoal } from '../../shared/domain/episode.ts';
import { businessHoursOf } from '../../shared/domain/goal.ts';
import { automatedAnswersPerDayMax } from '../../shared/domain/permit-rules.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { bodiesOf, draftOn, happeningsOf, known, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const texted = (head: ContactHead = known()): ContactHead => ({ ...head, lastInboundAt: tuesdayAtTen });

function waits(head: ContactHead = texted(), now = tuesdayAtTen, practice = practiceWith(), type = 'other') {
  const draft = draftOn(head, now);
  awaitAnswer(draft, practice, type);
  return draft;
}

const missed = (
  head: ContactHead,
  now: IsoInstant,
  episode = head.thread.episode,
  practice = practiceWith(),
) => {
  const draft = draftOn(head, now);
  return { so: missGoal(draft, practice, episode), draft };
};

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
    expect(draft.timersSet.filter(({ kind }) => kind === 'goal')).toMatchObject([{ id: '1', dueAt: noon }]);
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
    answered(over);
    const next = waits(over.head, plusSeconds(tuesdayAtTen, 3600));
    expect(next.head.thread.episode).toBe(2);
    expect(next.timersSet.filter(({ kind }) => kind === 'goal')).toMatchObject([{ id: '2' }]);
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
    const hours = businessHoursOf(practice.settings.profile, practice.settings.hours);
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

describe('a missed goal', () => {
  test('tells people and, once, the patient with a new time', () => {
    const { so, draft } = missed(waits().head, noon);
    expect(so).toBe(true);
    expect(draft.tasks.map(({ kind }) => kind)).toEqual(['goal-missed']);
    expect(bodiesOf(draft)).toEqual([
      'Riverside: Sorry, we need more time for your message. We will reply by 2:00 PM today. Reply STOP to opt out.',
    ]);
    expect(draft.timersCleared).toEqual([{ kind: 'goal', id: '1' }]);
    expect(draft.head.thread).toMatchObject({
      waitingOn: 'practice',
      goalMissedAt: noon,
      promise: isoFrom('2026-12-01T14:00:00-05:00'),
    });
    expect(happeningsOf(draft)).toEqual(['task.raised', 'goal.missed', 'text.queued']);
  });

  test('is missed once', () => {
    const first = missed(waits().head, noon);
    expect(missed(first.draft.head, plusSeconds(noon, 60)).so).toBe(false);
  });

  test('is not missed before its time, in another episode, or once answered', () => {
    const { head } = waits();
    expect(missed(head, plusSeconds(noon, -1)).so).toBe(false);
    expect(missed(head, noon, 2).so).toBe(false);
    const over = draftOn(head);
    answered(over);
    expect(missed(over.head, noon).so).toBe(false);
  });

  test('sends nothing to someone who opted out meanwhile, and tells the people all the same', () => {
    const { head } = waits();
    const consent = {
      ...head.consent,
      informational: { state: 'revoked', at: tuesdayAtTen, seq: 9 },
    } as const;
    const { so, draft } = missed({ ...head, consent }, noon);
    expect([so, bodiesOf(draft), draft.tasks.length]).toEqual([true, [], 1]);
  });

  test('an answer after it clears no timer that is gone', () => {
    const { draft } = missed(waits().head, noon);
    const over = draftOn(draft.head);
    answered(over);
    expect(over.timersCleared).toEqual([]);
    expect(over.head.thread).not.toHaveProperty('goalMissedAt');
  });

  test('names nobody and none of the words in its task', () => {
    const { draft } = missed(waits().head, noon);
    expect(draft.tasks[0]?.detail).not.toMatch(/Ana|555/);
  });
});
