import { describe, expect, test } from 'vitest';
import { Failure } from '../../shared/domain/failure.ts';
import { readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { type BatchOutcome, putAppointments } from '../../shared/use-cases/put-appointments.ts';
import { phone } from '../support/facts.ts';
import { counting } from '../support/stores.ts';
import { appointmentOf, openWorld, riverside, type TestWorld } from '../support/world.ts';

const item = (appointmentId: string, patientId = 'P-1', more: object = {}) => ({
  appointmentId,
  patientId,
  start: '2026-12-08T14:00:00-05:00',
  durationMinutes: 30,
  kind: 'check-up',
  ...more,
});

const brief = (outcome: BatchOutcome): string =>
  'appointment' in outcome
    ? `${outcome.appointmentId} ${outcome.created ? 'created' : 'stands'}`
    : `${outcome.appointmentId} ${outcome.failure instanceof Failure ? outcome.failure.code : outcome.failure}`;

async function withPatients(
  count: number,
  options: Parameters<typeof openWorld>[0] = {},
): Promise<TestWorld> {
  const world = await openWorld(options);
  for (let index = 1; index <= count; index += 1)
    await world.patient(`P-${index}`, { phone: phone(`+1212555${String(200 + index).padStart(4, '0')}`) });
  return world;
}

describe('a batch', () => {
  test('answers each item by itself, in the order given', async () => {
    const world = await withPatients(2);
    await putAppointments(world, riverside, [item('A-1')]);
    const outcomes = await putAppointments(world, riverside, [
      item('A-2', 'P-2'),
      item('A-1'),
      item('A-3', 'P-9'),
      item('A-4', 'P-1', { kind: '' }),
      item('#', 'P-1'),
      'nothing',
      item('A-5', 'P-2'),
    ]);
    expect(outcomes.map(brief)).toEqual([
      'A-2 created',
      'A-1 stands',
      'A-3 invalid',
      'A-4 invalid',
      'undefined invalid',
      'undefined invalid',
      'A-5 created',
    ]);
    const faults = outcomes.map((one) =>
      'failure' in one && one.failure instanceof Failure ? one.failure.errors : [],
    );
    expect(faults.map((errors) => errors?.map(({ path }) => path))).toEqual([
      [],
      [],
      ['patientId'],
      ['kind'],
      ['appointmentId'],
      [''],
      [],
    ]);
  });

  test('does what its upserts would do one after another: of one id the last one stands', async () => {
    const world = await withPatients(3);
    const outcomes = await putAppointments(world, riverside, [
      item('A-1', 'P-1', { sourceVersion: 1 }),
      item('A-1', 'P-2', { sourceVersion: 3, provider: 'Dr. Lee' }),
      item('A-1', 'P-3', { sourceVersion: 2, provider: 'Dr. Old' }),
    ]);
    expect(outcomes.map(brief)).toEqual(['A-1 created', 'A-1 stands', 'A-1 stands']);
    expect(await readAppointment(world, riverside, appointmentOf('A-1'))).toMatchObject({
      provider: 'Dr. Lee',
      sourceVersion: 3,
      patientIds: ['P-2'],
    });
  });

  test('of one phone meets no conflict, and one of many takes bounded turns', async () => {
    let [now, most] = [0, 0];
    const counters: ReturnType<typeof counting>[] = [];
    const world = await withPatients(60, {
      wrap: (store) => {
        const counter = counting(store);
        counters.push(counter);
        return {
          ...counter.store,
          read: (keys) => counter.store.read(keys),
          commit: async (commit) => {
            now += 1;
            most = Math.max(most, now);
            await new Promise((done) => setImmediate(done));
            const answer = await counter.store.commit(commit);
            now -= 1;
            return answer;
          },
        };
      },
    });
    counters[0]?.taken();
    const family = Array.from({ length: 40 }, (_, index) => item(`F-${index}`));
    expect((await putAppointments(world, riverside, family)).every((one) => 'appointment' in one)).toBe(true);
    expect([counters[0]?.taken().commit, most]).toEqual([40, 1]);
    const all = Array.from({ length: 60 }, (_, index) => item(`A-${index}`, `P-${index + 1}`));
    expect((await putAppointments(world, riverside, all)).every((one) => 'appointment' in one)).toBe(true);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(16);
  });

  test('sent again changes nothing', async () => {
    const world = await withPatients(3);
    const items = [1, 2, 3].map((index) => item(`A-${index}`, `P-${index}`));
    await putAppointments(world, riverside, items);
    await world.drain();
    expect((await putAppointments(world, riverside, items)).map(brief)).toEqual([
      'A-1 stands',
      'A-2 stands',
      'A-3 stands',
    ]);
    expect(await world.takeEvents()).toEqual([]);
  });
});
