import { expect, test } from 'vitest';
import { countReminders } from '../../shared/use-cases/count-reminders.ts';
import { readReminderFigures } from '../../shared/use-cases/performance.ts';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { phone } from '../support/facts.ts';
import { appointmentOf, openWorld, patientOf, riverside, type TestWorld } from '../support/world.ts';

const visitAt = '2026-12-08T14:00:00-05:00';
const figuresOf = async (world: TestWorld, day = '2026-12-08') =>
  (await readReminderFigures(world, riverside, { from: day, to: day })).counts;

/** A booked visit whose text at booking left. */
async function bookedWorld() {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', visitAt);
  await world.moveTo('2026-12-01T15:05:00Z');
  return world;
}

test('a visit counts each step that was asked, what was answered to it, and that the patient did not come', async () => {
  const world = await bookedWorld();
  const booked = await world.texts();
  await recordReceipt(world, {
    carrier: 'simulated',
    carrierMessageId: 'SM1',
    reference: { practiceId: riverside, textId: booked.at(-1)?.textId ?? expect.fail() },
    status: 'delivered',
  });
  await world.moveTo('2026-12-06T00:00:00Z');
  await world.text('C');
  await world.moveTo('2026-12-08T20:00:00Z');
  await world.appointment('A-1', visitAt, { status: 'no-show' });
  await world.drain();
  const { visits, steps } = await figuresOf(world);
  expect(Object.keys(steps).toSorted()).toEqual(['3d', '3h', 'booked']);
  expect(steps.booked).toMatchObject({ asked: 1, delivered: 1, confirmed: 0, noShow: 1 });
  expect(steps['3d']).toMatchObject({ asked: 1, delivered: 0, confirmed: 1, noShow: 1 });
  expect(steps['3h']).toMatchObject({ asked: 1, confirmed: 0, noShow: 1 });
  expect(visits).toMatchObject({ asked: 1, delivered: 1, confirmed: 1, completed: 0, noShow: 1 });
});

test('what is told again, late or in another order changes nothing', async () => {
  const world = await bookedWorld();
  await world.moveTo('2026-12-06T00:00:00Z');
  await world.text('X');
  await world.drain();
  const before = await figuresOf(world);
  expect(before.visits).toMatchObject({ asked: 1, declined: 1 });
  for (const event of world.events.toReversed()) await world.deliver(event);
  await world.drain();
  expect(await figuresOf(world)).toEqual(before);
});

test('the practice that says otherwise afterwards is believed', async () => {
  const world = await bookedWorld();
  await world.moveTo('2026-12-08T20:00:00Z');
  for (const status of ['no-show', 'completed'] as const) {
    await world.appointment('A-1', visitAt, { status });
    await world.drain();
  }
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 1, completed: 1, noShow: 0 });
});

test('a visit put at another time counts by itself, and leaves what it counted before', async () => {
  const world = await bookedWorld();
  await world.text('R');
  await world.drain();
  await world.appointment('A-1', '2026-12-15T14:00:00-05:00');
  await world.moveTo('2026-12-14T20:00:00Z');
  await world.text('C');
  await world.drain();
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 1, rescheduled: 1, confirmed: 0 });
  expect((await figuresOf(world, '2026-12-15')).visits).toMatchObject({
    asked: 1,
    rescheduled: 0,
    confirmed: 1,
  });
});

test.each([
  ['is cancelled after all', (world: TestWorld) => cancelAppointment(world, riverside, appointmentOf('A-1'))],
  ['was declined after all', (world: TestWorld) => world.appointment('A-1', visitAt, { status: 'declined' })],
])('a visit to which nobody came, and that %s, counts as no no-show', async (_what, correct) => {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', visitAt);
  await world.moveTo('2026-12-08T20:00:00Z');
  await world.appointment('A-1', visitAt, { status: 'no-show' });
  await world.drain();
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 1, noShow: 1 });
  await correct(world);
  await world.drain();
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 1, noShow: 0 });
});

test.each([
  ['completed', '2026-12-03T15:00:00Z'],
  ['no-show', '2026-12-08T20:00:00Z'],
] as const)(
  'a visit that was %s by mistake and is booked after all keeps no such end',
  async (status, at) => {
    const world = await bookedWorld();
    await world.moveTo(at);
    await world.appointment('A-1', visitAt, { status });
    await world.drain();
    expect((await figuresOf(world)).visits).toMatchObject({ asked: 1 });
    await world.appointment('A-1', visitAt, { status: 'booked' });
    const told = await world.takeEvents();
    // It is moved once more before anybody counts.
    await world.appointment('A-1', '2026-12-15T14:00:00-05:00');
    for (const event of [...told, ...told]) await world.deliver(event);
    await world.drain();
    const { visits, steps } = await figuresOf(world);
    expect(visits).toMatchObject({ asked: 1, completed: 0, noShow: 0 });
    expect(steps.booked).toMatchObject({ asked: 1, completed: 0, noShow: 0 });
  },
);

test('visits that are counted at once are all counted, each once', async () => {
  const world = await openWorld();
  const ids = Array.from({ length: 24 }, (_, place) => `A-${place}`);
  for (const [place, id] of ids.entries()) {
    await world.patient(`P-${place}`, { phone: phone(`+1212555${2000 + place}`) });
    await world.appointment(id, visitAt, { patientId: patientOf(`P-${place}`) });
  }
  await world.moveTo('2026-12-08T20:00:00Z');
  for (const [place, id] of ids.entries())
    await world.appointment(id, visitAt, { patientId: patientOf(`P-${place}`), status: 'no-show' });
  const told = (await world.takeEvents()).filter(({ type }) => type === 'appointment.no-show');
  expect(told).toHaveLength(24);
  await Promise.all([...told, ...told].map((event) => world.deliver(event)));
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 24, noShow: 24 });
});

test('a count that worked with older records gives way to the one that saw the newer', async () => {
  let meanwhile: (() => Promise<void>) | undefined;
  const world = await openWorld({
    wrap: (store) => ({
      commit: (commit) => store.commit(commit),
      list: (query) => store.list(query),
      read: async (keys) => {
        const found = await store.read(keys);
        const happens = keys.some(({ kind }) => kind === 'reminder-tally') ? meanwhile : undefined;
        if (happens) meanwhile = undefined;
        await happens?.();
        return found;
      },
    }),
  });
  await world.patient('P-1');
  await world.appointment('A-1', visitAt);
  await world.moveTo('2026-12-01T15:05:00Z');
  await world.text('C');
  const [told] = (await world.takeEvents()).filter(({ type }) => type === 'appointment.confirmed');
  meanwhile = async () => {
    await world.appointment('A-1', visitAt, { status: 'no-show' });
    await world.drain();
  };
  await world.deliver(told ?? expect.fail('Nothing was confirmed.'));
  expect(meanwhile).toBeUndefined();
  expect((await figuresOf(world)).visits).toMatchObject({ asked: 1, confirmed: 1, noShow: 1 });
});

test('a visit that is not there counts nothing', async () => {
  const world = await openWorld();
  await countReminders(world, { practiceId: riverside, appointmentId: appointmentOf('A-9') });
  expect((await figuresOf(world)).visits.asked).toBe(0);
});
