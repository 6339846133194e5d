import { describe, expect, test } from 'vitest';
import { outreachIdSchema } from '../../shared/domain/identifiers.ts';
import { billSchema, recallSchema } from '../../shared/domain/outreach.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putOutreach, readOutreach } from '../../shared/use-cases/put-outreach.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

const id = outreachIdSchema.parse('X-1');

const recall = (world: TestWorld, more: object = {}) =>
  putOutreach(world, riverside, id, {
    what: 'recall',
    ...recallSchema.parse({ patientId: 'P-1', kind: 'dental cleaning', dueOn: '2026-12-10', ...more }),
  });
const bill = (world: TestWorld, more: object = {}) =>
  putOutreach(world, riverside, id, {
    what: 'bill',
    ...billSchema.parse({ patientId: 'P-1', amountCents: 4500, dueOn: '2026-12-31', ...more }),
  });

async function withPatient(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  return world;
}

const fire = (world: TestWorld, kind: 'recall' | 'bill', id: string) =>
  fireTimer(world, { practiceId: riverside, contactId: world.contactOf(), timer: { kind, id } });
const sent = (world: TestWorld) => world.network.sent.map(({ body }) => body);
const steps = async (world: TestWorld, what: 'recall' | 'bill') =>
  (await readOutreach(world, riverside, what, id)).steps.map(({ status }) => status);

describe('a recall', () => {
  test('asks to book on its day and twice more, says nothing of its kind, and ends', async () => {
    const world = await withPatient();
    await recall(world);
    await world.moveTo('2027-03-01T00:00:00Z');
    expect(sent(world)).toEqual([
      'Riverside: Ana, it is time for your next appointment. Reply here to book it. Reply STOP to opt out.',
      'Riverside: Ana, it is time for your next appointment. Reply here to book it.',
      'Riverside: Ana, it is time for your next appointment. Reply here to book it. Reply STOP to opt out.',
    ]);
    expect(await steps(world, 'recall')).toEqual(['queued', 'queued', 'queued']);
    await expectDone(world);
  });

  test('is passed over while an appointment is booked, and asks again where it was cancelled', async () => {
    const world = await withPatient();
    await recall(world);
    await world.appointment('A-1', '2027-01-12T14:00:00-05:00', { status: 'confirmed' });
    await world.moveTo('2026-12-11T00:00:00Z');
    expect(await steps(world, 'recall')).toEqual(['skipped', 'planned', 'planned']);
    await cancelAppointment(world, riverside, appointmentOf('A-1'));
    await world.moveTo('2026-12-25T00:00:00Z');
    expect(sent(world).filter((body) => body.includes('next appointment'))).toHaveLength(1);
  });

  test('whose patient books between its being written and claimed is not sent', async () => {
    const world = await withPatient();
    await recall(world, { dueOn: '2026-12-01' });
    await world.takeEvents();
    const [due] = (await world.timersOf()).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    world.wait(3 * 3600);
    await fire(world, 'recall', due?.id ?? '');
    expect(await world.outcomes()).toEqual(['recall queued']);
    await world.appointment('A-1', '2027-01-12T14:00:00-05:00', { status: 'confirmed' });
    await world.drain();
    const [text] = await world.texts();
    expect(text).toMatchObject({ status: 'refused', permit: { code: 'no-longer-due' } });
    expect(sent(world).filter((body) => body.includes('next appointment'))).toEqual([]);
  });

  test('is renewed by a completed visit, once, and asks an interval later', async () => {
    const world = await withPatient();
    await recall(world, { interval: 'P6M' });
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    await world.moveTo('2026-12-08T20:00:00Z');
    for (let round = 0; round < 2; round += 1)
      await world.appointment('A-1', '2026-12-08T14:00:00-05:00', { status: 'completed' });
    expect(await readOutreach(world, riverside, 'recall', id)).toMatchObject({
      dueOn: '2027-06-08',
      lastVisit: '2026-12-08',
      revision: 2,
    });
    expect((await recall(world, { interval: 'P6M' })).put.dueOn).toBe('2027-06-08');
    await world.moveTo('2027-06-09T00:00:00Z');
    expect(sent(world).filter((body) => body.includes('next appointment'))).toHaveLength(1);
  });

  test.each(['inactive', 'deceased'] as const)('of a patient who is %s is never sent', async (status) => {
    const world = await withPatient();
    await recall(world);
    await world.patient('P-1', { status });
    await world.moveTo('2027-03-01T00:00:00Z');
    expect(sent(world)).toEqual([]);
    expect(await steps(world, 'recall')).toEqual(['refused', 'refused', 'refused']);
  });
});

describe('a bill', () => {
  test('is told of at once and twice more, with its amount where the practice allows it, and ends', async () => {
    const world = await withPatient();
    const value = { ...startingPolicy, billAmount: true };
    await writeSettings(world, riverside, { part: 'policy', value }, undefined);
    await bill(world, { payUrl: 'https://pay.example.com' });
    await world.moveTo('2027-03-01T00:00:00Z');
    expect(sent(world)).toHaveLength(3);
    expect(sent(world)[1]).toBe(
      'Riverside: Ana, you have a bill of $45.00 to pay. Pay: https://pay.example.com',
    );
    await expectDone(world);
  });

  test('names no amount by default', async () => {
    const world = await withPatient();
    await bill(world);
    await world.moveTo('2026-12-02T00:00:00Z');
    expect(sent(world)).toEqual([
      'Riverside: Ana, you have a bill to pay. Reply here with any questions. Reply STOP to opt out.',
    ]);
  });

  test('that is paid before its second notice is not asked for again, and nothing is left', async () => {
    const world = await withPatient();
    await bill(world);
    await world.moveTo('2026-12-02T00:00:00Z');
    await bill(world, { status: 'paid' });
    await world.moveTo('2027-03-01T00:00:00Z');
    expect(sent(world)).toHaveLength(1);
    expect(await steps(world, 'bill')).toEqual(['queued', 'cancelled', 'cancelled']);
    await expectDone(world);
  });

  test('that is paid while its notice waits in the queue is not claimed', async () => {
    const world = await withPatient();
    await bill(world);
    await fire(world, 'bill', 'X-1.1.notice');
    await bill(world, { status: 'paid' });
    await world.drain();
    expect(sent(world)).toEqual([]);
    expect(await world.texts()).toMatchObject([{ status: 'refused', permit: { code: 'no-longer-due' } }]);
  });

  test('that is paid at the very moment of the claim: the claim is decided again', async () => {
    let paid = false;
    const world = await openWorld({
      wrap: (store) => ({
        read: (keys) => store.read(keys),
        list: (query) => store.list(query),
        commit: async (commit) => {
          if (commit.once.name.startsWith('claim#') && !paid) {
            paid = true;
            await bill(world, { status: 'paid' });
          }
          return store.commit(commit);
        },
      }),
    });
    await world.patient('P-1');
    await bill(world);
    await world.moveTo('2026-12-02T00:00:00Z');
    expect(paid).toBe(true);
    expect(sent(world)).toEqual([]);
    expect(await world.outcomes()).toEqual(['bill refused']);
  });

  test('is sent once for a step, whatever fires its timer and however often', async () => {
    const world = await withPatient();
    await bill(world);
    await Promise.all([1, 2, 3].map(() => fire(world, 'bill', 'X-1.1.notice')));
    await world.moveTo('2026-12-02T00:00:00Z');
    expect(sent(world)).toHaveLength(1);
  });

  test('and a recall follow their patient to a new number, and nothing more goes to the old one', async () => {
    const world = await withPatient();
    await bill(world);
    await recall(world);
    await world.moveTo('2026-12-02T00:00:00Z');
    await world.patient('P-1', { phone: secondPatientNumber });
    await world.moveTo('2027-03-01T00:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([
      patientNumber,
      ...Array.from({ length: 5 }, () => secondPatientNumber),
    ]);
    expect(await readOutreach(world, riverside, 'bill', id)).toMatchObject({
      contactId: world.contactOf(secondPatientNumber),
      version: 1,
    });
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('put after its patient changed the number moves at once', async () => {
    const world = await withPatient();
    await bill(world);
    await world.moveTo('2026-12-02T00:00:00Z');
    await world.patient('P-1', { phone: secondPatientNumber });
    await bill(world, { amountCents: 2000 });
    expect((await world.timersOf()).map(({ kind }) => kind)).toEqual([]);
    expect(await world.timersOf(secondPatientNumber)).toHaveLength(2);
    await bill(world, { amountCents: 2000, status: 'paid' });
    expect(await world.timersOf(secondPatientNumber)).toEqual([]);
  });

  test('of a patient who is not known is refused, and so is an overwrite of what was not seen', async () => {
    const world = await openWorld();
    await expect(bill(world)).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'patientId' }] });
    await world.patient('P-1');
    const { put, created } = await bill(world);
    expect([put.version, created]).toEqual([1, true]);
    const input = {
      what: 'bill',
      ...billSchema.parse({ patientId: 'P-1', amountCents: 1, dueOn: '2026-12-31' }),
    } as const;
    await expect(putOutreach(world, riverside, id, input, 7)).rejects.toMatchObject({
      code: 'version-mismatch',
    });
  });
});
