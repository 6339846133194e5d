import { describe, expect, test } from 'vitest';
import { isoFrom } from '../../shared/domain/time.ts';
import { fireGoal } from '../../shared/use-cases/fire-goal.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { listTasks } from '../../shared/use-cases/tasks.ts';
import { staffOf } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const goal = (world: TestWorld, id: string) => ({
  practiceId: riverside,
  contactId: world.contactOf(),
  timer: { kind: 'goal', id } as const,
});
const nudgeAt = '1@2026-12-01T16:36:00.000Z';
const dueAt = '1@2026-12-01T17:00:00.000Z';

/** Riverside with a point person, a deputy and a manager for everything, which observes the federal holidays. */
async function staffedWorld(now = '2026-12-01T15:00:00Z') {
  const world = await openWorld({ now: isoFrom(now) });
  const staff = staffOf([{ staffId: 'pat' }, { staffId: 'dee' }, { staffId: 'max', manager: true }]);
  const [pat, dee] = staff.map(({ staffId }) => staffId);
  const { 'message-types': types } = await world.settings.settings(riverside);
  const named = types.map((one) => ({ ...one, pointPerson: pat, deputy: dee }));
  await writeSettings(world, riverside, { part: 'staff', value: staff }, undefined);
  await writeSettings(world, riverside, { part: 'message-types', value: named }, undefined);
  await writeSettings(
    world,
    riverside,
    { part: 'holidays', value: { observe: ['us-federal'], closed: [], changed: [] } },
    undefined,
  );
  return world;
}

const tasksOf = async (world: TestWorld) =>
  (await world.tasks()).map(({ kind, since, assignees }) => `${since} ${kind} ${assignees}`);
const heard = (world: TestWorld) => world.network.sent.map(({ body }) => body);

describe('a response goal', () => {
  test('that is near nudges, that is missed tells the desk and the patient: each once, however often it fires', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.moveTo('2026-12-01T17:00:00Z');
    for (const id of [nudgeAt, dueAt]) await Promise.all([1, 2].map(() => fireGoal(world, goal(world, id))));
    await world.moveTo('2026-12-02T12:00:00Z');
    expect(heard(world)).toEqual([
      'Riverside: We got your message and will reply by 12:00 PM today. Reply STOP to opt out.',
      'Riverside: Sorry, we need more time for your message. We will reply by 3:00 PM today.',
    ]);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['nudge', 'goal-missed']);
    expect(world.events.filter(({ type }) => type === 'goal.missed')).toHaveLength(1);
    expect((await world.head()).thread.waitingOn).toBe('practice');
  });

  test('that was kept sends nothing: the clock stopped with the answer', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    await world.reply('We are.');
    await world.moveTo('2026-12-04T17:00:00Z');
    for (const id of [nudgeAt, dueAt]) await fireGoal(world, goal(world, id));
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply sent']);
    expect([await world.tasks(), await world.timersOf(), await world.due()]).toEqual([[], [], []]);
  });

  test('and its answer at the same moment agree on one of the two orders', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    world.wait(2 * 3600);
    await Promise.all([fireGoal(world, goal(world, nudgeAt)), world.reply('We are.')]);
    await world.drain();
    const sent = await world.outcomes();
    expect([2, 3]).toContain(sent.length);
    expect((await world.head()).thread.waitingOn).toBe('patient');
    expect([await world.tasks(), await world.timersOf()]).toEqual([[], []]);
  });

  test('of an earlier episode says nothing of this one', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    await world.reply('We are.');
    await world.text('And tomorrow?');
    await world.drain();
    world.wait(3 * 3600);
    await fireGoal(world, goal(world, nudgeAt));
    expect(await world.tasks()).toEqual([]);
    await fireGoal(world, goal(world, `2${nudgeAt.slice(1)}`));
    expect(await world.tasks()).toHaveLength(1);
  });

  test('asked on Friday evening is due in the hours of Monday', async () => {
    const world = await openWorld();
    await world.moveTo('2026-12-04T23:30:00Z');
    await world.text('Are you open?');
    await world.drain();
    expect(world.network.sent[0]?.body).toContain('will reply by Mon 10:00 AM');
    await world.moveTo('2026-12-07T14:35:00Z');
    expect(await world.tasks()).toEqual([]);
    await world.moveTo('2026-12-07T15:00:00Z');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['nudge', 'goal-missed']);
  });

  test('that settings change under stays as it was promised; the next episode is under the new ones', async () => {
    const world = await staffedWorld();
    await world.text('Are you open?');
    const { 'message-types': types } = await world.settings.settings(riverside);
    const slower = types.map((one) => ({ ...one, goal: { businessMinutes: 480 } }));
    await writeSettings(world, riverside, { part: 'message-types', value: slower }, undefined);
    expect((await world.head()).thread.promise).toBe('2026-12-01T17:00:00.000Z');
    await world.reply('We are.');
    await world.text('And tomorrow?');
    expect((await world.head()).thread.promise).toBe('2026-12-02T15:00:00.000Z');
  });
});

describe('a thread that nobody answers', () => {
  /** Wednesday 16:00 before Thanksgiving; the goal is two hours of business. */
  test('over a holiday and a weekend: who is told when, and what the patient hears', async () => {
    const world = await staffedWorld('2026-11-25T21:00:00Z');
    await world.text('Are you open?');
    await world.moveTo('2026-12-02T20:00:00Z');
    expect(heard(world)).toEqual([
      'Riverside: We got your message and will reply by Fri 9:00 AM. Reply STOP to opt out.',
      'Riverside: Sorry, we need more time for your message. We will reply by 11:00 AM today.',
    ]);
    const all = await Promise.all(
      (['open', 'done'] as const).map((state) =>
        world.memory.list({ listing: 'tasks', of: { practiceId: riverside, state }, limit: 100 }),
      ),
    );
    const told = all.flatMap(({ items }) => items.map(({ value }) => value));
    expect(
      told
        .toSorted((a, b) => (a.since < b.since ? -1 : 1))
        .map(({ kind, since, assignees }) => `${since} ${kind} ${assignees}`),
    ).toEqual([
      // Thursday is Thanksgiving. Friday 8:36, 9:00; then Monday to Wednesday as the day opens.
      '2026-11-27T13:36:00.000Z nudge pat',
      '2026-11-27T14:00:00.000Z goal-missed dee,max',
      '2026-11-30T13:00:00.000Z goal-missed dee,max,pat',
      '2026-12-01T13:00:00.000Z goal-missed dee,max,pat',
      '2026-12-02T13:00:00.000Z goal-missed dee,max,pat',
    ]);
    expect((await world.tasks()).map(({ since }) => since.slice(0, 10))).toEqual([
      '2026-11-27',
      '2026-11-27',
      '2026-12-02',
    ]);
  });

  test('and is answered at last leaves nothing on the list, and a record of the wait', async () => {
    const world = await staffedWorld('2026-11-25T21:00:00Z');
    await world.text('Are you open?');
    await world.moveTo('2026-12-01T14:00:00Z');
    const [nudge] = await world.tasks();
    await world.reply('We are. Sorry for the wait!');
    await world.moveTo('2026-12-10T14:00:00Z');
    expect([await tasksOf(world), await world.timersOf()]).toEqual([[], []]);
    const done = await listTasks(world, riverside, { limit: 100 });
    expect(done.items).toEqual([]);
    const [settled, episode] = await world.memory.read([
      { kind: 'task', practiceId: riverside, state: 'done', taskId: nudge?.taskId ?? expect.fail() },
      { kind: 'episode', practiceId: riverside, contactId: world.contactOf(), episode: 1 },
    ]);
    expect(settled?.value).toMatchObject({ decision: 'answer', doneAt: '2026-12-01T14:00:00.000Z' });
    expect(episode?.value).toMatchObject({
      assignee: 'pat',
      // An hour on Wednesday, two days, an hour on Tuesday.
      businessMinutes: 60 + 2 * 480 + 60,
      goalKept: false,
      promiseKept: false,
    });
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'thread.answered', status: 'missed', episode: 1 }),
    );
  });

  test('whose task a person took off the list is on it again as the next day opens', async () => {
    const world = await staffedWorld();
    await world.text('Are you open?');
    await world.moveTo('2026-12-01T17:30:00Z');
    for (const { key, value, version } of (
      await world.memory.list({ listing: 'tasks', of: { practiceId: riverside, state: 'open' }, limit: 9 })
    ).items)
      await world.memory.commit({
        once: { subject: { of: 'practice', practiceId: riverside }, name: `done#${value.taskId}` },
        changes: [
          { remove: key, expect: version },
          {
            put: { ...key, state: 'done' },
            value: { ...value, doneAt: world.clock.now() },
            expect: 'absent',
          },
        ],
        events: [],
        result: null,
      });
    await world.moveTo('2026-12-02T13:00:00Z');
    expect(await tasksOf(world)).toEqual(['2026-12-02T13:00:00.000Z goal-missed dee,max,pat']);
    await world.reply('We are.');
    expect(await tasksOf(world)).toEqual([]);
  });
});
