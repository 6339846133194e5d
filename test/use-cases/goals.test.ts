import { describe, expect, test } from 'vitest';
import { fireGoal } from '../../shared/use-cases/fire-goal.ts';
import { expectDone } from '../support/done.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const goal = (world: TestWorld, id = '1') => ({
  practiceId: riverside,
  contactId: world.contactOf(),
  timer: { kind: 'goal', id } as const,
});

describe('a response goal', () => {
  test('that is missed tells the desk and the patient once', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.moveTo('2026-12-01T17:00:00Z');
    await Promise.all([fireGoal(world, goal(world)), fireGoal(world, goal(world))]);
    await world.moveTo('2026-12-04T17:00:00Z');
    expect(world.network.sent.map(({ body }) => body)).toEqual([
      'Riverside: We got your message and will reply by 12:00 PM today. Reply STOP to opt out.',
      'Riverside: Sorry, we need more time for your message. We will reply by 3:00 PM today.',
    ]);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['goal-missed']);
    expect(world.events.filter(({ type }) => type === 'goal.missed')).toHaveLength(1);
    expect((await world.head()).thread.waitingOn).toBe('practice');
    await expectDone(world);
  });

  test('that was kept sends nothing: the clock stopped with the answer', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    await world.reply('We are.');
    await world.moveTo('2026-12-04T17:00:00Z');
    await fireGoal(world, goal(world));
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply sent']);
    expect(await world.tasks()).toEqual([]);
    await expectDone(world);
  });

  test('and its answer at the same moment agree on one of the two orders', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    world.wait(2 * 3600);
    await Promise.all([fireGoal(world, goal(world)), world.reply('We are.')]);
    await world.drain();
    const sent = await world.outcomes();
    expect([2, 3]).toContain(sent.length);
    expect((await world.head()).thread.waitingOn).toBe('patient');
    await expectDone(world);
  });

  test('of an earlier episode says nothing of this one', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.drain();
    await world.reply('We are.');
    await world.text('And tomorrow?');
    await world.drain();
    world.wait(3 * 3600);
    await fireGoal(world, goal(world, '1'));
    expect(await world.tasks()).toEqual([]);
    await fireGoal(world, goal(world, '2'));
    expect(await world.tasks()).toHaveLength(1);
  });

  test('asked on Friday evening is due in the hours of Monday', async () => {
    const world = await openWorld();
    await world.moveTo('2026-12-04T23:30:00Z');
    await world.text('Are you open?');
    await world.drain();
    expect(world.network.sent[0]?.body).toContain('will reply by Mon 10:00 AM');
    await world.moveTo('2026-12-07T14:59:00Z');
    expect(await world.tasks()).toEqual([]);
    await world.moveTo('2026-12-07T15:00:00Z');
    expect(await world.tasks()).toHaveLength(1);
  });
});
