import { expect, test } from 'vitest';
import { patientNumber } from '../support/facts.ts';
import { openWorld } from '../support/world.ts';

test("the carrier's own list gets a number with STOP and loses it with START, once each", async () => {
  const world = await openWorld();
  const calls: string[] = [];
  const optOutList = {
    add: async (number: string) => void calls.push(`add ${number}`),
    remove: async (number: string) => void calls.push(`remove ${number}`),
  };
  const { carriers } = world;
  Object.assign(world, { carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } } });
  await world.text('Hello');
  await world.drain();
  expect(calls).toEqual([]);
  await world.text('STOP');
  await world.drain();
  await world.text('START');
  await world.drain();
  await world.sweep();
  expect(calls).toEqual([`add ${patientNumber}`, `remove ${patientNumber}`]);
  expect((await world.head()).consentPendingSince).toBeUndefined();
});

test('a list that cannot be reached leaves the rest to the sweep, and the opt-out in force', async () => {
  const world = await openWorld();
  let reachable = false;
  const added: string[] = [];
  const optOutList = {
    add: async (number: string) => {
      if (!reachable) throw new Error('The list cannot be reached.');
      added.push(number);
    },
    remove: async () => undefined,
  };
  const { carriers } = world;
  Object.assign(world, { carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } } });
  await world.text('STOP');
  await expect(world.drain()).rejects.toThrow('cannot be reached');
  expect((await world.head()).consent.informational.state).toBe('revoked');
  reachable = true;
  world.wait(180);
  await world.sweep();
  expect(added).toEqual([patientNumber]);
  expect((await world.head()).consentPendingSince).toBeUndefined();
});
