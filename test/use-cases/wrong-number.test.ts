import { describe, expect, test } from 'vitest';
import { finishTask } from '../../shared/use-cases/tasks.ts';
import { sam } from '../support/facts.ts';
import { openWorld, patientOf, riverside, secondPatientNumber, type TestWorld } from '../support/world.ts';

const bodies = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);
const say = async (world: TestWorld, ...texts: string[]) => {
  for (const text of texts) {
    await world.text(text);
    await world.drain();
  }
};
const check = async (world: TestWorld) =>
  (await world.tasks()).find(({ kind }) => kind === 'check-number') ?? expect.fail('The number is checked.');

/** Ana's visit on Dec 8, 10:00; somebody at her number says that it is not hers on Dec 1. */
async function doubted(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-08T15:00:00Z');
  await world.drain();
  await say(world, 'You have the wrong number');
  return world;
}

describe('"wrong number"', () => {
  test('unlinks the patients, is put before a person by nothing that names anyone, and is answered once', async () => {
    const world = await doubted();
    const head = await world.head();
    expect([head.patients, head.suspended?.patients.map(({ patientId }) => patientId)]).toEqual([
      [],
      ['P-1'],
    ]);
    expect(head.thread.flags).toEqual(['wrong-number']);
    expect((await check(world)).detail).not.toMatch(/Ana|Sandoval|\d{4}/);
    expect(bodies(world).at(-1)).toMatch(/^Riverside: Sorry for the mix-up!/);
    const sent = bodies(world).length;
    await say(world, 'wrong number!!');
    expect(bodies(world)).toHaveLength(sent);
    expect(await world.tasks()).toHaveLength(1);
  });

  test('stops what is queued, what comes due and what a person writes', async () => {
    const world = await doubted();
    const sent = bodies(world).length;
    await world.moveTo('2026-12-05T16:00:00Z');
    expect(bodies(world)).toHaveLength(sent);
    expect((await world.outcomes()).at(-1)).toBe('appointment refused');
    await expect(world.reply('Is this Ana?')).rejects.toMatchObject({ code: 'suspended' });
  });

  test('is no answer to a reminder, and neither is what comes after it', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-08T15:00:00Z');
    await world.drain();
    await say(world, 'not Ana', 'C');
    const { appointment } = await world.appointment('A-1', '2026-12-08T15:00:00Z');
    expect(appointment.status).toBe('booked');
  });

  test('that was right after all gives the patients back, and the next reminder goes', async () => {
    const world = await doubted();
    const { taskId } = await check(world);
    await finishTask(world, riverside, taskId, { decision: 'right-number', by: sam });
    const head = await world.head();
    expect([head.suspended, head.thread.flags]).toEqual([undefined, []]);
    expect(head.patients.map(({ patientId }) => patientId)).toEqual(['P-1']);
    await world.moveTo('2026-12-05T16:00:00Z');
    expect(bodies(world).at(-1)).toContain('Ana, you have an appointment');
  });

  test('that a person confirms leaves nobody linked and nothing agreed to, also when the record is sent again', async () => {
    const world = await doubted();
    const { taskId } = await check(world);
    await finishTask(world, riverside, taskId, { decision: 'wrong-number', by: sam });
    const sent = bodies(world).length;
    await world.patient('P-1', { language: 'es' });
    const { consent, suspended } = await world.head();
    expect([consent.informational.state, suspended]).toEqual(['revoked', undefined]);
    expect(await world.ledger()).toEqual(consent);
    await world.moveTo('2026-12-08T15:00:00Z');
    expect(bodies(world)).toHaveLength(sent);
  });

  test('that a person confirms leaves its visits to nobody: whoever has it and texts START hears of none', async () => {
    const world = await doubted();
    const { taskId } = await check(world);
    await finishTask(world, riverside, taskId, { decision: 'wrong-number', by: sam });
    await say(world, 'START');
    const sent = bodies(world).length;
    await world.moveTo('2026-12-08T15:00:00Z');
    expect(bodies(world)).toHaveLength(sent);
  });

  test("that a person confirms leaves a stranger's own conversation alone when the patient gets another number", async () => {
    const world = await doubted();
    const { taskId } = await check(world);
    await finishTask(world, riverside, taskId, { decision: 'wrong-number', by: sam });
    await say(world, 'START');
    await say(world, 'Do you take new patients?');
    await world.reply('We do: may we call you?');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.head()).thread.waitingOn).toBe('patient');
    await world.moveTo('2026-12-02T18:00:00Z');
    expect(bodies(world)).toContainEqual(expect.stringContaining('may we call you?'));
    expect(await world.tasks()).toEqual([]);
  });

  test('keeps a patient who is put meanwhile waiting for the check, and lets one go who moves away', async () => {
    const world = await doubted();
    await world.patient('P-2', { name: { given: 'Ben', family: 'Sandoval' } });
    await world.patient('P-1', { phone: secondPatientNumber });
    const head = await world.head();
    expect([head.patients, head.suspended?.patients.map(({ patientId }) => patientId)]).toEqual([
      [],
      [patientOf('P-2')],
    ]);
  });

  test('with a STOP opts out, is confirmed once, and is checked', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await say(world, 'wrong number, stop');
    expect(bodies(world)).toEqual([expect.stringContaining('You are opted out')]);
    expect((await world.head()).suspended).toBeDefined();
    await check(world);
  });
});
