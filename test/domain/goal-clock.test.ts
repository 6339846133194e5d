import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessMinutesBetween } from '../../shared/domain/business-time.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Draft } from '../../shared/domain/draft.ts';
import { awaitAnswer } from '../../shared/domain/episode.ts';
import { businessHoursOf } from '../../shared/domain/goal.ts';
import { stopClock, strike } from '../../shared/domain/goal-clock.ts';
import { answered } from '../../shared/domain/settle-thread.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  bodiesOf,
  draftOn,
  happeningsOf,
  known,
  practiceWith,
  sam,
  staffOf,
  tuesdayAtTen,
} from '../support/facts.ts';

const at = (local: string): IsoInstant => isoFrom(`${local}:00-05:00`);
const noon = at('2026-12-01T12:00');
const practice = practiceWith({
  staff: staffOf([{ staffId: 'pat' }, { staffId: 'dee' }, { staffId: 'max', manager: true }]),
});
const withPeople = practiceWith({
  ...practice.settings,
  'message-types': practice.settings['message-types'].map((one) => ({
    ...one,
    pointPerson: staffOf([{ staffId: 'pat' }])[0]?.staffId,
    deputy: staffOf([{ staffId: 'dee' }])[0]?.staffId,
  })),
});

function waits(view = withPeople, now = tuesdayAtTen, type = 'other'): Draft {
  const draft = draftOn({ ...known(), lastInboundAt: now }, now);
  awaitAnswer(draft, view, type);
  return draft;
}

const standing = (head: ContactHead) => {
  const id = head.thread.goalTimer ?? expect.fail('No timer stands.');
  return { id, dueAt: isoFrom(id.slice(id.indexOf('@') + 1)) };
};

/** Fires what stands, at its moment or later. */
function fires(head: ContactHead, view = withPeople, now = standing(head).dueAt) {
  const draft = draftOn(head, now);
  return { so: strike(draft, view, standing(head)), draft };
}

describe('the clock of an episode', () => {
  test('nudges the point person at 80 % of the goal, and sets the goal itself', () => {
    const { head } = waits();
    expect(standing(head).dueAt).toBe(at('2026-12-01T11:36'));
    const { so, draft } = fires(head);
    expect(so).toBe(true);
    expect(draft.tasks).toMatchObject([{ kind: 'nudge', assignees: ['pat'] }]);
    expect([bodiesOf(draft), happeningsOf(draft)]).toEqual([[], ['task.raised']]);
    expect(draft.timersCleared).toEqual([{ kind: 'goal', id: standing(head).id }]);
    expect(draft.timersSet).toMatchObject([{ dueAt: noon }]);
  });

  test('tells deputy and manager, and the patient once, when the goal is past', () => {
    const { draft } = fires(fires(waits().head).draft.head);
    expect(draft.now).toBe(noon);
    expect(draft.tasks).toMatchObject([{ kind: 'goal-missed', assignees: ['dee', 'max'] }]);
    expect(bodiesOf(draft)).toEqual([
      'Riverside: Sorry, we need more time for your message. We will reply by 2:00 PM today. Reply STOP to opt out.',
    ]);
    expect(draft.head.thread).toMatchObject({
      waitingOn: 'practice',
      goalMissedAt: noon,
      promise: at('2026-12-01T14:00'),
      promiseBroken: true,
    });
    expect(happeningsOf(draft)).toEqual(['task.raised', 'goal.missed', 'text.queued']);
  });

  test('tells people again as each day of business opens, never the patient, with three tasks at most', () => {
    let { head } = waits(withPeople, at('2026-12-03T16:30'));
    const struck: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const { draft } = fires(head);
      struck.push(`${draft.now} ${draft.tasks.map(({ kind, assignees }) => `${kind} ${assignees}`)}`);
      if (count > 1) expect(bodiesOf(draft)).toEqual([]);
      ({ head } = draft);
      expect(head.thread.tasks?.length).toBeLessThanOrEqual(3);
    }
    expect(struck).toEqual([
      '2026-12-04T15:06:00.000Z nudge pat',
      '2026-12-04T15:30:00.000Z goal-missed dee,max',
      '2026-12-07T14:00:00.000Z goal-missed dee,max,pat',
      '2026-12-08T14:00:00.000Z goal-missed dee,max,pat',
      '2026-12-09T14:00:00.000Z goal-missed dee,max,pat',
      '2026-12-10T14:00:00.000Z goal-missed dee,max,pat',
    ]);
  });

  test('that comes so late that the goal is past misses it without a nudge', () => {
    const { draft } = fires(waits().head, withPeople, noon);
    expect(draft.tasks.map(({ kind }) => kind)).toEqual(['goal-missed']);
  });

  test('means nothing before its time, twice, in a later episode, or once somebody answered', () => {
    const { head } = waits();
    const early = draftOn(head, plusSeconds(standing(head).dueAt, -1));
    expect(strike(early, withPeople, standing(head))).toBe(false);
    const again = draftOn(fires(head).draft.head, standing(head).dueAt);
    expect(strike(again, withPeople, standing(head))).toBe(false);
    const over = draftOn(head);
    answered(over, withPeople, sam);
    expect(over.timersCleared).toEqual([{ kind: 'goal', id: standing(head).id }]);
    const late = draftOn(over.head, noon);
    expect(strike(late, withPeople, standing(head))).toBe(false);
    awaitAnswer(late, withPeople, 'other');
    const next = draftOn(late.head, at('2026-12-02T12:00'));
    expect([strike(next, withPeople, standing(head)), next.tasks]).toEqual([false, []]);
  });

  test('of before there were nudges stands for the goal alone', () => {
    const { goalTimer: _none, ...thread } = waits().head.thread;
    const head = { ...waits().head, thread };
    const draft = draftOn(head, noon);
    expect(strike(draft, withPeople, { id: '1', dueAt: noon })).toBe(true);
    expect([draft.tasks.map(({ kind }) => kind), draft.timersCleared]).toEqual([
      ['goal-missed'],
      [{ kind: 'goal', id: '1' }],
    ]);
  });

  test('says nothing to the patient where the practice does not want it, and promises nothing new', () => {
    const { policy } = withPeople.settings;
    const quiet = practiceWith({ ...withPeople.settings, policy: { ...policy, slaReply: false } });
    const { draft } = fires(waits().head, quiet, noon);
    expect([bodiesOf(draft), draft.tasks.length, draft.head.thread.promise]).toEqual([[], 1, noon]);
  });

  test('sends nothing to someone who opted out meanwhile, and tells the people to call', () => {
    const { head } = waits();
    const { askedAt: _asked, ...thread } = head.thread;
    const informational = { state: 'revoked', at: tuesdayAtTen, seq: 9 } as const;
    const revoked = { ...head, thread, consent: { ...head.consent, informational } };
    const { draft } = fires(revoked, withPeople, noon);
    expect([bodiesOf(draft), draft.tasks.map(({ detail }) => detail)]).toEqual([
      [],
      [expect.stringContaining('call them')],
    ]);
  });

  test('passes a thread on from whoever is away or gone when work is due', () => {
    const types = withPeople.settings['message-types'];
    const gone = practiceWith({
      staff: staffOf([{ staffId: 'max', manager: true }]),
      'message-types': types,
    });
    const { draft } = fires(waits().head, gone);
    expect([draft.head.thread.assignee, draft.tasks[0]?.assignees]).toEqual(['max', ['max']]);
    const away = practiceWith({
      staff: staffOf([
        { staffId: 'pat', away: [{ from: '2026-12-01', to: '2026-12-02' }] },
        { staffId: 'dee' },
      ]),
      'message-types': types,
    });
    expect(fires(waits().head, away).draft.tasks).toMatchObject([{ kind: 'nudge', assignees: ['dee'] }]);
  });

  test('of a practice that never opens tells its people a day later, and each day after', () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const never = practiceWith({ hours: { week: closed } });
    const first = fires(waits(never).head, never);
    expect(first.draft.tasks.map(({ kind }) => kind)).toEqual(['goal-missed']);
    expect(first.draft.now).toBe(plusSeconds(tuesdayAtTen, 86_400));
    expect(standing(first.draft.head).dueAt).toBe(plusSeconds(tuesdayAtTen, 2 * 86_400));
  });

  test('names nobody and none of the words in its tasks', () => {
    const { draft } = fires(waits().head, withPeople, noon);
    expect(draft.tasks[0]?.detail).not.toMatch(/Ana|555/);
  });

  test('nudges at four fifths of the business time, whenever a text comes and whatever its type', () => {
    const hours = businessHoursOf(withPeople.settings);
    const types = withPeople.settings['message-types'].map(({ type }) => type);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 86_400 }), fc.constantFrom(...types), (seconds, type) => {
        const now = plusSeconds(tuesdayAtTen, seconds);
        const { head } = waits(withPeople, now, type);
        const { goalDueAt = now } = head.thread;
        const whole = businessMinutesBetween(hours, now, goalDueAt);
        const part = businessMinutesBetween(hours, now, standing(head).dueAt);
        expect(standing(head).dueAt < goalDueAt).toBe(true);
        // Rounded up to a minute, by which it may reach closing time.
        expect(part - whole * 0.8).toBeGreaterThanOrEqual(-0.001);
        expect(part - whole * 0.8).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  test('has one timer, which says of whom and of which episode it is', () => {
    const { timersSet, head } = waits();
    const { practiceId, contactId } = head;
    const dueAt = at('2026-12-01T11:36');
    expect(timersSet).toEqual([{ practiceId, contactId, kind: 'goal', id: `1@${dueAt}`, dueAt, episode: 1 }]);
  });

  test('says in its tasks since when a text waits, of which type it is and until when it should', () => {
    const since = tuesdayAtTen;
    const first = fires(waits().head);
    expect(first.draft.tasks[0]?.detail).toBe(
      `A text (other) waits since ${since} and is to be answered by ${noon}.`,
    );
    const second = fires(first.draft.head);
    expect(second.draft.tasks[0]?.detail).toBe(
      `A text (other) has waited since ${since} and its goal was ${noon}. Answer it now.`,
    );
    expect(second.draft.happenings).toContainEqual(
      expect.objectContaining({ type: 'goal.missed', episode: 1 }),
    );
    const third = fires(second.draft.head);
    expect(third.draft.tasks[0]?.detail).toBe(
      `A text (other) has waited since ${since} and nobody has answered. Answer it now.`,
    );
  });

  test("takes yesterday's task off the list as it tells again, and leaves the first two", () => {
    let { head } = fires(fires(fires(waits().head).draft.head).draft.head).draft;
    const [nudged, missed, yesterday] = head.thread.tasks ?? [];
    const { draft } = fires(head);
    expect(draft.tasksSettled).toEqual([{ taskId: yesterday, decision: 'told-again' }]);
    expect(draft.head.thread.tasks).toEqual([nudged, missed, draft.tasks[0]?.taskId]);
    ({ head } = fires(fires(waits().head).draft.head).draft);
    expect(fires(head).draft.tasksSettled).toEqual([]);
  });

  test('of a practice without people raises tasks for nobody', () => {
    const alone = practiceWith();
    const first = fires(waits(alone).head, alone);
    const second = fires(first.draft.head, alone);
    for (const { draft } of [first, second, fires(second.draft.head, alone)]) {
      expect(draft.tasks).toHaveLength(1);
      expect(draft.tasks[0]).not.toHaveProperty('assignees');
      expect(draft.head.thread).not.toHaveProperty('assignee');
    }
  });

  test('names nobody twice where whoever holds the thread hears of the miss anyway', () => {
    const managed = practiceWith({ staff: staffOf([{ staffId: 'max', manager: true }]) });
    const { head } = fires(fires(waits(managed).head, managed).draft.head, managed).draft;
    expect(head.thread.assignee).toBe('max');
    expect(fires(head, managed).draft.tasks).toMatchObject([{ assignees: ['max'] }]);
  });

  test('breaks no promise where none was made, and makes none where the patient hears nothing', () => {
    const { promise: _promise, ...thread } = waits().head.thread;
    const acknowledgedAt = Array.from({ length: 8 }, () => tuesdayAtTen);
    const { draft } = fires({ ...waits().head, thread, acknowledgedAt }, withPeople, noon);
    expect(bodiesOf(draft)).toEqual([]);
    expect(draft.head.thread).not.toHaveProperty('promise');
    expect(draft.head.thread).not.toHaveProperty('promiseBroken');
  });

  test('calls the text to the patient as the practice calls its type', () => {
    const types = withPeople.settings['message-types'].map((one) =>
      one.type === 'other' ? { ...one, acknowledgement: 'note to us' } : one,
    );
    const { draft } = fires(
      waits().head,
      practiceWith({ ...withPeople.settings, 'message-types': types }),
      noon,
    );
    expect(bodiesOf(draft)).toEqual([expect.stringContaining('more time for your note to us.')]);
  });

  test('of a practice that never opens apologizes without a time, and keeps no promise', () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const never = practiceWith({ hours: { week: closed } });
    const { draft } = fires(waits(never).head, never);
    expect(bodiesOf(draft)).toEqual([expect.stringContaining('We will reply as soon as we can.')]);
    expect(draft.head.thread).not.toHaveProperty('promise');
  });

  test.each([
    ['09:00', 'goal-missed'],
    ['09:01', 'goal-missed'],
    ['09:10', 'nudge'],
  ])(
    'of a goal at %s that came in the night strikes first as %s: a nudge in the same minute helps nobody',
    (by, kind) => {
      const goal = { businessDays: 1, by };
      const types = withPeople.settings['message-types'].map((one) => ({ ...one, goal }));
      const view = practiceWith({ ...withPeople.settings, 'message-types': types });
      const { head } = waits(view, at('2026-12-01T23:00'));
      expect(standing(head).dueAt <= at(`2026-12-02T${by}`)).toBe(true);
      expect(fires(head, view).draft.tasks.map((one) => one.kind)).toEqual([kind]);
    },
  );

  test('stands still where nothing waits: stopped twice, it was stopped once', () => {
    const draft = draftOn(known());
    stopClock(draft);
    expect([draft.timersCleared, draft.head]).toEqual([[], known()]);
    const { head } = waits();
    const stopped = draftOn(head);
    stopClock(stopped);
    stopClock(stopped);
    expect(stopped.timersCleared).toHaveLength(2);
  });
});
