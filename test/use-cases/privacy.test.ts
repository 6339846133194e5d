import { beforeAll, describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import { walk } from '../support/walk.ts';
import {
  appointmentOf,
  openWorld,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

/** One history that goes every way there is. */
async function everyWay(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1', {
    name: { given: 'Gwendolyn', family: 'Fairweather' },
    birthDate: '1980-02-03',
  });
  await world.appointment('A-1', '2026-12-08T14:00:00-05:00', {
    provider: 'Dr. Quicksilver',
    location: 'Xanadu wing',
  });
  await world.moveTo('2026-12-06T00:00:00Z');
  await world.text('C');
  await world.text('I have a rash from zanthium');
  await world.reply('Please call about the zanthium');
  await world.text('R');
  world.network.script.push(
    { outcome: 'not-taken', code: '429' },
    { outcome: 'rejected', obstacle: 'landline', code: '30006' },
  );
  await world.moveTo('2026-12-07T15:00:00Z');
  await world.text('Any news about zanthium?');
  world.network.script.push({ outcome: 'unknown', code: 'timeout' });
  await world.moveTo('2026-12-08T02:00:00Z');
  await world.reply('Held for the morning, zanthium');
  await world.text('STOP zanthium');
  await world.text('STOP');
  await world.text('HELP');
  await world.text('START');
  await world.moveTo('2026-12-08T15:00:00Z');
  await world.appointment('A-1', '2026-12-18T14:00:00-05:00');
  await world.patient('P-1', {
    name: { given: 'Gwendolyn', family: 'Fairweather' },
    phone: secondPatientNumber,
  });
  await world.moveTo('2026-12-09T15:00:00Z');
  await world.reply('Bye');
  await cancelAppointment(world, riverside, appointmentOf('A-1'));
  const last = (await world.texts()).at(-1);
  await world.drain();
  await recordReceipt(world, {
    carrier: 'simulated',
    carrierMessageId: 'SM1',
    reference: { practiceId: riverside, textId: last?.textId ?? expect.fail() },
    status: 'delivered',
  });
  await world.moveTo('2026-12-20T15:00:00Z');
  return world;
}

describe('after a history that goes every way', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await everyWay();
  });

  const secrets = /555|Gwendolyn|Fairweather|Quicksilver|Xanadu|zanthium|1980|Riverside:|simulated-secret/i;

  test('every event on the bus holds ids and kinds alone', () => {
    expect(world.events.length).toBeGreaterThan(60);
    const allowed = new Set([
      'id',
      'at',
      'practiceId',
      'type',
      'contactId',
      'textId',
      'appointmentId',
      'taskId',
      'timer',
      'episode',
      'status',
    ]);
    for (const event of world.events) {
      expect(Object.keys(event).filter((name) => !allowed.has(name))).toEqual([]);
      expect(JSON.stringify(event)).not.toMatch(secrets);
    }
  });

  test('every schedule carries ids alone', () => {
    expect(world.timers.hints.length).toBeGreaterThan(5);
    for (const hint of world.timers.hints) {
      expect(Object.keys(hint).toSorted()).toEqual(['contactId', 'practiceId', 'timer']);
      expect(JSON.stringify(hint)).not.toMatch(secrets);
    }
  });

  test('no task names anybody', async () => {
    const of = { practiceId: riverside, state: 'done' } as const;
    const done = await walk(world.memory, { listing: 'tasks', of });
    const tasks = [...(await world.tasks()), ...done.map(({ value }) => value)];
    expect(tasks.length).toBeGreaterThan(3);
    for (const task of tasks) expect(JSON.stringify(task)).not.toMatch(secrets);
  });

  test('no permit names anybody, and each replays to its verdict', async () => {
    for (const number of [patientNumber, secondPatientNumber]) {
      for (const text of await world.texts(number)) {
        if (text.direction === 'in') continue;
        expect(JSON.stringify(text.permit)).not.toMatch(secrets);
        const outcomes = text.permit.rules.map(({ outcome }) => outcome);
        const replayed = outcomes.includes('refuse') ? 'refuse' : outcomes.includes('hold') ? 'hold' : 'send';
        expect(replayed).toBe(text.permit.verdict);
      }
    }
  });

  test("the ledger folds to each head's consent, and nothing is queued, claimed or due", async () => {
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('events of one kind of moment have one id each', () => {
    expect(new Set(world.events.map(({ id }) => id)).size).toBe(world.events.length);
  });
});
