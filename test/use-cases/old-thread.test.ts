import { describe, expect, test } from 'vitest';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import { openWorld, riverside, secondPatientNumber, type TestWorld } from '../support/world.ts';

/** The patient writes, and moves to another number before anybody answers. */
async function left(body = 'May I bring my sister?', others: readonly string[] = []) {
  const world = await openWorld();
  for (const id of ['P-1', ...others]) await world.patient(id);
  await world.text(body);
  await world.drain();
  world.wait(600);
  await world.patient('P-1', { phone: secondPatientNumber });
  return world;
}

const goals = async (world: TestWorld) =>
  (await world.timersOf()).filter(({ kind }) => kind === 'goal').map(({ id }) => id);

describe('the thread of a number that its last patient left', () => {
  test('closes with its clock, and what waited is put before a person under the new number', async () => {
    const world = await left();
    expect((await world.head()).thread).toMatchObject({ waitingOn: 'closed', urgent: false });
    expect(await goals(world)).toEqual([]);
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) },
    ]);
    const [episode] = await world.memory.read([
      { kind: 'episode', practiceId: riverside, contactId: world.contactOf(), episode: 1 },
    ]);
    expect(episode?.value).toMatchObject({ settledBy: 'closed', reason: "The patient's number changed." });
    await world.moveTo('2026-12-04T17:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([patientNumber]);
    expect(world.events.map(({ type, contactId }) => [type, contactId])).toContainEqual([
      'thread.closed',
      world.contactOf(),
    ]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('asks nothing any more: a C from there confirms nothing and is a text like any other', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    await world.moveTo('2026-12-01T15:20:00Z');
    expect((await world.head()).questions).toHaveLength(1);
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.head()).questions).toEqual([]);
    expect(await world.tasks()).toEqual([]);
    await world.text('C');
    expect((await world.head()).thread).toMatchObject({ waitingOn: 'practice', episode: 1 });
  });

  test('that nobody waited on closes without a task', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('Are you open?');
    await world.reply('We are.');
    await world.drain();
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.head()).thread.waitingOn).toBe('closed');
    expect(await world.tasks()).toEqual([]);
  });

  test('stays with the family that is still there', async () => {
    const world = await left('May I bring my sister?', ['P-2']);
    expect((await world.head()).thread.waitingOn).toBe('practice');
    expect([(await goals(world)).length, await world.tasks()]).toEqual([1, []]);
    await world.patient('P-2', { phone: secondPatientNumber });
    expect((await world.head()).thread.waitingOn).toBe('closed');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['call-patient']);
  });

  test('takes the tasks of its clock off the list, and leaves what is urgent on it', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('I have chest pain');
    await world.moveTo('2026-12-01T18:00:00Z');
    expect((await world.tasks()).map(({ kind }) => kind)).toContain('goal-missed');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['urgent', 'call-patient']);
  });

  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'and a text that comes at that moment agree on one of the two orders (%i)',
    async (seed) => {
      const world = await openWorld({ seed });
      await world.patient('P-1');
      await world.text('Are you open?');
      await world.drain();
      const moves = () => world.patient('P-1', { phone: secondPatientNumber });
      const writes = () => world.text('Hello?');
      await Promise.all(seed % 2 ? [moves(), writes()] : [writes(), moves()]);
      const { thread, patients } = await world.head();
      expect(patients).toEqual([]);
      expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['call-patient']);
      expect(await goals(world)).toHaveLength(thread.waitingOn === 'practice' ? 1 : 0);
    },
  );
});
