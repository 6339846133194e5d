import { describe, expect, test } from 'vitest';
import type { Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { expectDone } from '../support/done.ts';
import {
  appointmentOf,
  openWorld,
  riverside,
  seeded,
  type TestWorld,
  type WorldOptions,
} from '../support/world.ts';

/* Each reminder at most once, and each exactly once where no outcome is unknown, whatever is lost, doubled, late or half done. */

const start = '2026-12-08T14:00:00-05:00';
const moved = '2026-12-10T15:00:00-05:00';
const end = '2026-12-11T20:00:00Z';

async function booked(options: WorldOptions = {}): Promise<TestWorld> {
  const world = await openWorld(options);
  await world.patient('P-1');
  await world.appointment('A-1', start);
  return world;
}

const hint = (world: TestWorld, id: string) => ({
  practiceId: riverside,
  contactId: world.contactOf(),
  timer: { kind: 'reminder', id: `A-1.${id}` } as const,
});
const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

/** The days that the texts sent name, in their order. */
const sent = (world: TestWorld): string[] =>
  world.network.sent.flatMap(({ body }) =>
    body.includes('appointment') ? [/Dec (\d+)/.exec(body)?.[1] ?? ''] : [],
  );

describe('each reminder goes once', () => {
  test('where each schedule fires three times, together and late', async () => {
    const world = await booked();
    for (const [step, at] of [
      ['booked', '2026-12-01T15:00:00Z'],
      ['3d', '2026-12-05T19:00:00Z'],
      ['3h', '2026-12-08T16:00:00Z'],
    ] as const) {
      await world.moveTo(at);
      await Promise.all([1, 2, 3].map(() => fireReminder(world, hint(world, `1.${step}`))));
      await world.drain();
      world.wait(600);
      await fireReminder(world, hint(world, `1.${step}`));
      await world.drain();
    }
    expect(sent(world)).toEqual(['8', '8', '8']);
    await world.moveTo(end);
    expect(sent(world)).toHaveLength(3);
    await expectDone(world);
  });

  test('where its schedule is lost: the sweep sends it, and says how late', async () => {
    const world = await booked();
    await world.drain();
    world.timers.book.clear();
    const lateness: number[] = [];
    for (let minutes = 0; minutes < 8 * 24 * 60; minutes += 5) {
      world.wait(300);
      const { swept, latestSeconds } = await world.sweep();
      if (swept > 0) lateness.push(latestSeconds);
      await world.drain();
      world.timers.book.clear();
    }
    expect(sent(world)).toEqual(['8', '8', '8']);
    expect(Math.max(...lateness)).toBeLessThan(10 * 60);
    await expectDone(world);
  });

  test('where two deliveries, the sweep and the event all find it', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, '1.booked'));
    world.wait(180);
    await Promise.all([
      deliverTexts(world, contact(world)),
      deliverTexts(world, contact(world), 1),
      world.sweep(),
      world.drain(),
    ]);
    expect(sent(world)).toEqual(['8']);
  });

  test('where everything dies after the carrier accepted it: a person is told, and it is not sent again', async () => {
    let dies = true;
    const wrap = (store: Store): Store => ({
      read: (keys) => store.read(keys),
      list: (query) => store.list(query),
      commit: async (commit) => {
        if (dies && commit.once.name.startsWith('outcome#')) throw new Error('The process ends here.');
        return store.commit(commit);
      },
    });
    const world = await booked({ wrap });
    await fireReminder(world, hint(world, '1.booked'));
    await expect(world.drain()).rejects.toThrow('ends here');
    dies = false;
    await deliverTexts(world, contact(world), 1);
    for (let minutes = 0; minutes < 30; minutes += 5) {
      world.wait(300);
      await world.sweep();
      await world.drain();
    }
    expect(sent(world)).toEqual(['8']);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['unknown-outcome']);
    await world.moveTo(end);
    expect(sent(world)).toEqual(['8', '8', '8']);
  });

  test('where the appointment moves while the text is being handed over', async () => {
    const world = await booked();
    world.network.script.push(async () => {
      await world.appointment('A-1', moved);
      return { outcome: 'accepted', carrierMessageId: 'SM-1' };
    });
    await world.moveTo(end);
    // What was true when it was claimed, and then the new time at each of its steps.
    expect(sent(world)).toEqual(['8', '10', '10', '10']);
    await expectDone(world);
  });

  test('where it moves between the text and its claim, the old time is not told', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, '1.booked'));
    await world.appointment('A-1', moved);
    await world.moveTo(end);
    expect(sent(world)).toEqual(['10', '10', '10']);
  });

  test('where it moves away and back, for each time anew and no old timer fires', async () => {
    const world = await booked();
    await world.moveTo('2026-12-02T15:00:00Z');
    await world.appointment('A-1', moved);
    await world.appointment('A-1', start);
    for (const step of ['booked', '3d', '3h'])
      for (const revision of [1, 2]) await fireReminder(world, hint(world, `${revision}.${step}`));
    await world.moveTo(end);
    expect(sent(world)).toEqual(['8', '8', '8', '8']);
    await expectDone(world);
  });

  test('where the clock is moved back after it went', async () => {
    const world = await booked();
    await world.moveTo('2026-12-05T19:01:00Z');
    expect(sent(world)).toEqual(['8', '8']);
    world.wait(-2 * 3600);
    for (const step of ['booked', '3d', '3h']) await fireReminder(world, hint(world, `1.${step}`));
    await world.sweep();
    await world.drain();
    await world.appointment('A-1', start);
    await world.moveTo(end);
    expect(sent(world)).toEqual(['8', '8', '8']);
    await expectDone(world);
  });
});

test('histories of 60 seeds with all of that mixed: never twice for one plan and step, never after a cancellation', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const world = await booked({ seed });
    const chance = seeded(seed);
    const pick = <T>(list: readonly T[]): T =>
      list[Math.floor(chance.fraction() * list.length)] ?? expect.fail();
    const steps = ['booked', '3d', '3h'].flatMap((step) =>
      [1, 2, 3, 4].map((revision) => `${revision}.${step}`),
    );
    const acts: readonly (() => unknown)[] = [
      () => world.moveTo(new Date(Date.parse(world.clock.now()) + chance.fraction() * 3e8).toISOString()),
      () => world.wait(chance.fraction() * 90_000),
      () => world.wait(-chance.fraction() * 20_000),
      () => Promise.all([1, 2].map(() => fireReminder(world, hint(world, pick(steps))))),
      () => world.timers.book.clear(),
      () => world.sweep(),
      () => Promise.all([world.drain(), deliverTexts(world, contact(world))]),
      () => world.appointment('A-1', pick([start, moved])),
      () => world.appointment('A-1', pick([start, moved]), { kind: pick(['check-up', 'cleaning']) }),
      () => chance.fraction() < 0.3 && cancelAppointment(world, riverside, appointmentOf('A-1')),
    ];
    for (let step = 0; step < 14; step += 1) await pick(acts)();
    for (let rounds = 0; rounds < 3; rounds += 1) {
      world.wait(86_400 * 5);
      await world.sweep();
      await world.drain();
    }
    const texts = (await world.texts()).filter((text) => text.direction === 'out');
    const appointment = await readAppointment(world, riverside, appointmentOf('A-1'));
    // A text is of one step of one plan, and each step of the plan that stands has one at most.
    expect({ seed, claims: texts.filter(({ claims }) => claims > 1) }).toEqual({ seed, claims: [] });
    expect({ seed, sent: world.network.sent.length }).toEqual({
      seed,
      sent: texts.filter(({ claims }) => claims === 1).length,
    });
    const named = appointment.reminders.flatMap(({ textId }) => textId ?? []);
    expect(new Set(named).size).toBe(named.length);
    const about = texts.map((text) => `${text.about?.start} ${text.about?.step} ${text.at}`);
    expect(new Set(about).size).toBe(about.length);
    expect((await world.due()).map(({ key }) => key.kind)).toEqual([]);
  }
});

test('a reminder goes without a name where its visit was marked confidential while it waited', async () => {
  const world = await booked();
  await fireReminder(world, hint(world, '1.booked'));
  await world.appointment('A-1', start, { confidential: true });
  await world.drain();
  await world.moveTo('2026-12-01T16:00:00Z');
  expect(await world.outcomes()).toEqual(['appointment refused', 'appointment sent']);
  expect(world.network.sent.map(({ body }) => body).join()).not.toContain('Ana');
  await world.moveTo(end);
  expect(world.network.sent).toHaveLength(3);
  await expectDone(world);
});
