import { expect, test } from 'vitest';
import { followRevocation, runSecondsMax } from '../../shared/use-cases/follow-revocation.ts';
import { patientNumber } from '../support/facts.ts';
import { openWorld, riverside } from '../support/world.ts';

test("the carrier's own list gets a number with STOP and loses it with START, and hears the last word again once nobody else is at work", async () => {
  const world = await openWorld();
  const calls: string[] = [];
  const optOutList = {
    add: async (number: string) => calls.push(`add ${number}`) > 0,
    remove: async (number: string) => calls.push(`remove ${number}`) > 0,
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
  expect((await world.head()).consentPendingSince).toBeDefined();
  world.wait(runSecondsMax);
  await world.sweep();
  await world.sweep();
  expect(calls.slice(2)).toEqual([`remove ${patientNumber}`]);
  expect((await world.head()).consentPendingSince).toBeUndefined();
});

test('a run that tells the list of a STOP after its START, and dies, is made good', async () => {
  const world = await openWorld();
  const listed = new Set<string>();
  const gate = Promise.withResolvers<void>();
  let slow = true;
  const optOutList = {
    add: async (number: string) => {
      if (!slow) return listed.add(number).size > 0;
      slow = false;
      await gate.promise;
      listed.add(number);
      throw new Error('It died, and nobody hears of it.');
    },
    remove: async (number: string) => listed.delete(number) || true,
  };
  const { carriers } = world;
  Object.assign(world, { carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } } });
  await world.text('STOP');
  const contact = { practiceId: riverside, contactId: world.contactOf() };
  const overtaken = followRevocation(world, contact);
  await new Promise(setImmediate);
  await world.text('START');
  await world.drain();
  gate.resolve();
  await expect(overtaken).rejects.toThrow('It died');
  expect([...listed]).toEqual([patientNumber]);
  world.wait(runSecondsMax + 1);
  await world.sweep();
  expect([...listed]).toEqual([]);
});

test('a list that cannot be reached leaves the rest to the sweep, and the opt-out in force', async () => {
  const world = await openWorld();
  let reachable = false;
  const added: string[] = [];
  const optOutList = {
    add: async (number: string) => {
      if (!reachable) throw new Error('The list cannot be reached.');
      return added.push(number) > 0;
    },
    remove: async () => true,
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
  world.wait(runSecondsMax);
  await world.sweep();
  expect((await world.head()).consentPendingSince).toBeUndefined();
});

test('a line whose account is gone keeps no list, and the opt-out is done without', async () => {
  const world = await openWorld();
  const optOutList = { add: async () => expect.fail(), remove: async () => expect.fail() };
  const { carriers, secrets } = world;
  Object.assign(world, {
    carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } },
    secrets: { ...secrets, carrierAccount: async () => undefined },
  });
  await world.text('STOP');
  await followRevocation(world, { practiceId: riverside, contactId: world.contactOf() });
  const head = await world.head();
  expect([head.consent.informational.state, head.consentPendingSince]).toEqual(['revoked', undefined]);
});
