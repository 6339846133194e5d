import { describe, expect, test } from 'vitest';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

const start = '2026-12-08T14:00:00-05:00';

/** A visit in a week, of which the patient has been told. */
async function booked(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', start);
  await world.moveTo('2026-12-01T15:01:00Z');
  return world;
}

const calls = async (world: TestWorld) =>
  (await world.tasks()).filter(({ kind }) => kind === 'call-patient').map(({ since }) => since);
const callTimers = async (world: TestWorld, number = patientNumber) =>
  (await world.timersOf(number)).filter(({ kind }) => kind === 'call').map(({ dueAt }) => dueAt);
const visit = (world: TestWorld) => readAppointment(world, riverside, appointmentOf('A-1'));

describe('a visit whose reminders nobody answers', () => {
  test('is put before the desk a day before, once', async () => {
    const world = await booked();
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(await calls(world)).toEqual(['2026-12-07T19:00:00.000Z']);
    expect(await visit(world)).toMatchObject({ call: { status: 'raised' } });
    await world.appointment('A-1', start, { provider: 'Dr. Lee' });
    await world.moveTo('2026-12-10T00:00:00Z');
    expect(await calls(world)).toHaveLength(1);
    await expectDone(world);
  });

  test('is found by the sweep where the schedule is lost', async () => {
    const world = await booked();
    world.timers.book.clear();
    await world.moveTo('2026-12-07T19:05:00Z');
    await world.sweep();
    await world.drain();
    await world.sweep();
    await world.sweep();
    expect(await calls(world)).toHaveLength(1);
  });

  test.each([
    ['confirmed', (world: TestWorld) => world.text('C')],
    ['asked to move', (world: TestWorld) => world.text('R')],
    ['declined', (world: TestWorld) => world.text('X')],
    ['cancelled', (world: TestWorld) => cancelAppointment(world, riverside, appointmentOf('A-1'))],
    ['confirmed at the desk', (world: TestWorld) => world.appointment('A-1', start, { status: 'confirmed' })],
  ])('asks for no call once it is %s, and its timer is gone at once', async (_what, change) => {
    const world = await booked();
    await world.moveTo('2026-12-05T20:00:00Z');
    expect(await callTimers(world)).toHaveLength(1);
    await change(world);
    expect(await callTimers(world)).toEqual([]);
    await world.moveTo('2026-12-08T15:00:00Z');
    expect(await calls(world)).toEqual([]);
  });

  test('is called about again at its new time, and where the desk takes a confirmation back', async () => {
    const world = await booked();
    await world.appointment('A-1', '2026-12-10T14:00:00-05:00', { status: 'confirmed' });
    expect(await callTimers(world)).toEqual([]);
    await world.appointment('A-1', '2026-12-10T14:00:00-05:00', { status: 'booked' });
    expect(await callTimers(world)).toEqual(['2026-12-09T19:00:00.000Z']);
    await world.moveTo('2026-12-11T00:00:00Z');
    expect(await calls(world)).toEqual(['2026-12-09T19:00:00.000Z']);
    await expectDone(world);
  });

  test('takes its call along to a new number', async () => {
    const world = await booked();
    await world.moveTo('2026-12-02T15:00:00Z');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect(await callTimers(world)).toEqual([]);
    expect(await callTimers(world, secondPatientNumber)).toHaveLength(1);
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) },
    ]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('asks for no call where no reminder went', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('STOP');
    await world.drain();
    await world.appointment('A-1', start);
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(await calls(world)).toEqual([]);
    await expectDone(world);
  });
});

describe('reminders that do not reach the patient', () => {
  test('ask for one call, whether the carrier refuses them or reports it later', async () => {
    const world = await booked();
    const [first] = await world.texts();
    const receipt = {
      carrier: 'simulated',
      carrierMessageId: 'SM1',
      reference: { practiceId: riverside, textId: first?.textId ?? expect.fail() },
      status: 'failed',
      obstacle: 'landline',
      code: '30006',
    } as const;
    await Promise.all([recordReceipt(world, receipt), recordReceipt(world, receipt)]);
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
    world.network.script.push(
      { outcome: 'rejected', obstacle: 'landline', code: '21614' },
      { outcome: 'rejected', obstacle: 'unknown-number', code: '30005' },
    );
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(await world.outcomes()).toEqual([
      'appointment failed',
      'appointment failed',
      'appointment failed',
    ]);
    // None arrived, so none was left unanswered.
    expect(await calls(world)).toHaveLength(1);
    expect((await visit(world)).reminders.map(({ undeliverable }) => undeliverable)).toEqual([
      true,
      true,
      true,
    ]);
    await expectDone(world);
  });

  test('say nothing of the number that the patient has next', async () => {
    const world = await booked();
    const [first] = await world.texts();
    const receipt = {
      carrier: 'simulated',
      carrierMessageId: 'SM1',
      reference: { practiceId: riverside, textId: first?.textId ?? expect.fail() },
      status: 'failed',
      obstacle: 'landline',
    } as const;
    await recordReceipt(world, receipt);
    await world.patient('P-1', { phone: secondPatientNumber });
    world.network.script.push({ outcome: 'rejected', obstacle: 'landline', code: '21614' });
    await world.moveTo('2026-12-06T00:00:00Z');
    expect(await calls(world)).toHaveLength(2);
  });
});
