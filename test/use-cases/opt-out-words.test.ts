import { describe, expect, test } from 'vitest';
import { finishTask } from '../../shared/use-cases/tasks.ts';
import { sam } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const bodies = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);
const say = async (world: TestWorld, ...texts: string[]) => {
  for (const text of texts) {
    await world.text(text);
    await world.drain();
  }
};
const taskOf = async (world: TestWorld, kind: string) =>
  (await world.tasks()).find((task) => task.kind === kind) ?? expect.fail(`There is a task ${kind}.`);

describe('an opt-out in plain words', () => {
  test.each([
    'please take me off your list',
    'do not text this number again',
    'quit messaging me',
    'wrong number, stop',
  ])('"%s" is one, in force at once and confirmed once', async (body) => {
    const world = await openWorld();
    await say(world, body);
    const { consent } = await world.head();
    expect(consent.informational.state).toBe('revoked');
    expect(bodies(world)).toEqual([expect.stringContaining('You are opted out of all our texts')]);
  });

  test('is confirmed by us where the carrier answers its keywords alone, and offers nothing that it would block', async () => {
    const world = await openWorld({ line: { optOutHandledBy: 'carrier' } });
    await say(world, 'please take me off your list');
    expect(bodies(world)).toEqual([expect.stringMatching(/^Riverside: You are opted out and.*START/)]);
    const other = await openWorld({ line: { optOutHandledBy: 'carrier' } });
    await say(other, 'STOP');
    expect(bodies(other)).toEqual([]);
  });

  test.each(['How do I stop the bleeding?', "please don't cancel my appointment", 'See you this weekend'])(
    '"%s" is an ordinary text',
    async (body) => {
      const world = await openWorld();
      await say(world, body);
      const { consent, reviewSince } = await world.head();
      expect([consent.informational.state, reviewSince]).toEqual(['granted', undefined]);
    },
  );
});

describe('a text that may be an opt-out', () => {
  const unsure = "stop this please I've had enough";

  test('is put before a person, flagged and answered by nothing automated, though a person may reply', async () => {
    const world = await openWorld();
    await say(world, unsure);
    const { reviewSince, thread, consent } = await world.head();
    expect(reviewSince).toBeDefined();
    expect(thread.flags).toEqual(['review-opt-out']);
    expect(consent.informational.state).toBe('none');
    expect((await taskOf(world, 'review-opt-out')).detail).not.toContain('enough');
    await world.reply('Do you mean our texts?');
    await world.drain();
    expect(bodies(world)).toEqual(['Do you mean our texts?']);
  });

  test('holds a reminder until a person decides that it was none, and then it goes', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-02T15:00:00Z');
    await world.drain();
    await say(world, unsure);
    const sent = bodies(world).length;
    await world.moveTo('2026-12-02T12:30:00Z');
    expect(bodies(world)).toHaveLength(sent);
    const { taskId } = await taskOf(world, 'review-opt-out');
    await finishTask(world, riverside, taskId, { decision: 'keep', by: sam });
    expect((await world.head()).thread.flags).toEqual([]);
    await world.moveTo('2026-12-02T14:00:00Z');
    expect(bodies(world).length).toBeGreaterThan(sent);
  });

  test('that a person finds to be one is an opt-out from then on, with who said so, and confirmed once', async () => {
    const world = await openWorld();
    await say(world, unsure);
    const { taskId, textId } = await taskOf(world, 'review-opt-out');
    const done = await finishTask(world, riverside, taskId, { decision: 'opt-out', by: sam });
    expect(await finishTask(world, riverside, taskId, { decision: 'opt-out', by: sam })).toEqual(done);
    await world.drain();
    expect(bodies(world)).toEqual([expect.stringContaining('You are opted out')]);
    const ledger = await world.memory.list({
      listing: 'consents',
      of: { practiceId: riverside, contactId: world.contactOf() },
      limit: 10,
    });
    expect(ledger.items[0]?.value).toMatchObject({ source: 'review', evidence: { textId }, by: sam });
  });

  test('is settled by a clear STOP or START of the patient', async () => {
    for (const [word, state] of [
      ['STOP', 'revoked'],
      ['START', 'granted'],
    ] as const) {
      const world = await openWorld();
      await say(world, unsure, word);
      const { reviewSince, consent } = await world.head();
      expect([word, reviewSince, consent.informational.state]).toEqual([word, undefined, state]);
    }
  });

  test('needs a decision, and no other task takes one', async () => {
    const world = await openWorld();
    await say(world, unsure);
    const { taskId } = await taskOf(world, 'review-opt-out');
    const wrong = { code: 'invalid', errors: [{ path: 'decision' }] };
    await expect(finishTask(world, riverside, taskId, { by: sam })).rejects.toMatchObject(wrong);
    await world.moveTo('2026-12-03T20:00:00Z');
    const other = await taskOf(world, 'goal-missed');
    await expect(
      finishTask(world, riverside, other.taskId, { decision: 'keep', by: sam }),
    ).rejects.toMatchObject(wrong);
  });
});

describe('after an opt-out', () => {
  test('REMINDERS keeps appointment reminders, and nothing else', async () => {
    const world = await openWorld();
    await say(world, 'STOP', 'reminders');
    expect(bodies(world).at(-1)).toContain('appointment reminders only');
    const { consent } = await world.head();
    expect(consent.informational).toMatchObject({
      state: 'granted',
      basis: 'express',
      purposes: ['appointment'],
    });
    expect([consent.marketing.state, consent.phi.state]).toEqual(['revoked', 'revoked']);
    await say(world, 'STOP');
    expect((await world.head()).consent.informational.state).toBe('revoked');
  });

  test('REMINDERS is an ordinary word to whoever is not opted out', async () => {
    const world = await openWorld();
    await say(world, 'reminders');
    expect((await world.head()).consent.informational).toMatchObject({ state: 'granted' });
    expect((await world.head()).thread.waitingOn).toBe('practice');
  });

  test('a question of the patient is on a list for a person, who may answer, and nothing automated goes', async () => {
    const world = await openWorld();
    await say(world, 'STOP', 'Are you open on Friday?', 'Hello?');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['call-patient']);
    const before = bodies(world).length;
    await world.reply('Yes, from 8 to 12.');
    await world.drain();
    expect(bodies(world).slice(before)).toEqual(['Yes, from 8 to 12.']);
  });
});

test('a bare CANCEL to a reminder opts out, says how to cancel the visit, and is put before a person', async () => {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-08T15:00:00Z');
  await world.moveTo('2026-12-05T16:00:00Z');
  expect((await world.head()).questions).toHaveLength(1);
  await say(world, 'CANCEL');
  expect((await world.head()).consent.informational.state).toBe('revoked');
  expect(bodies(world).at(-1)).toMatch(/Your appointment still stands: if you cannot come, call/);
  expect(await taskOf(world, 'unclear-reply')).toBeDefined();
  expect(await world.tasks()).toHaveLength(1);
});
